package io.cowrite.document;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.web.PlainLine;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a document is made from: checked.
 *
 * @param content allowed by {@code type}
 */
record NewDocument(String title, DocumentType type, Text content) {

    static final int TITLE_LENGTH_MAX = 200;

    /** The body of the call. */
    record Body(
            @Nullable String title,
            @Nullable String type,
            @Nullable JsonNode content) {

        NewDocument checked() {
            String checkedTitle = NewDocument.title(title == null ? "" : title);
            DocumentType checkedType = NewDocument.type(type == null ? "" : type);
            return new NewDocument(checkedTitle, checkedType, NewContent.of(content, checkedType));
        }
    }

    static String title(String title) {
        return PlainLine.of(title, TITLE_LENGTH_MAX)
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_TITLE));
    }

    private static DocumentType type(String type) {
        return TypeColumn.find(type).orElseThrow(() -> new ProblemException(ProblemCode.INVALID_TYPE));
    }
}
