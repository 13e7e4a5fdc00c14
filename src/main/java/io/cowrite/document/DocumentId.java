package io.cowrite.document;

import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.util.Locale;
import java.util.UUID;

/** The id of a document in an address. */
final class DocumentId {

    private DocumentId() {}

    /** @throws ProblemException {@code no_such_document} if it is no UUID in its usual form: there is none of that id */
    static UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            // as unknown as any other
        }
        throw new ProblemException(ProblemCode.NO_SUCH_DOCUMENT);
    }
}
