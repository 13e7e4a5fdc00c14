package io.cowrite.document;

import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Limits;
import io.cowrite.web.PlainLine;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What a document is made from: checked.
 *
 * @param content with {@code \n} as its only line end
 */
record NewDocument(String title, DocumentType type, String content) {

    static final int TITLE_LENGTH_MAX = 200;

    /** The body of the call. */
    record Body(
            @Nullable String title,
            @Nullable String type,
            @Nullable String content) {

        NewDocument checked() {
            return new NewDocument(
                    NewDocument.title(title == null ? "" : title),
                    NewDocument.type(type == null ? "" : type),
                    NewDocument.content(content == null ? "" : content));
        }
    }

    static String title(String title) {
        return PlainLine.of(title, TITLE_LENGTH_MAX)
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_TITLE));
    }

    private static DocumentType type(String type) {
        return TypeColumn.find(type).orElseThrow(() -> new ProblemException(ProblemCode.INVALID_TYPE));
    }

    private static String content(String content) {
        if (content.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new ProblemException(ProblemCode.INVALID_CONTENT);
        }
        String lines = content.replace("\r\n", "\n").replace('\r', '\n');
        if (lines.length() > Limits.DEFAULTS.documentUnits()) {
            throw new ProblemException(ProblemCode.TOO_LARGE);
        }
        return lines;
    }
}
