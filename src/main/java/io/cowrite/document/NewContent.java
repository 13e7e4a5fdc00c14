package io.cowrite.document;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.MalformedException;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the content that a document is made with: text, or an array of inserts. Line ends become {@code \n}. */
final class NewContent {

    private static final String INSERT = "insert";

    private NewContent() {}

    static Text of(@Nullable JsonNode content, DocumentType type) {
        Delta inserts = content == null || content.isNull() ? Delta.EMPTY : inserts(content);
        if (inserts.lengthChange() > Limits.DEFAULTS.documentUnits()) {
            throw new ProblemException(ProblemCode.TOO_LARGE);
        }
        if (!inserts.ops().stream().allMatch(Op::isInsertion) || !type.allows(inserts, Text.EMPTY)) {
            throw new ProblemException(ProblemCode.INVALID_CONTENT);
        }
        return Text.of(inserts);
    }

    private static Delta inserts(JsonNode content) {
        if (content.isString()) {
            String text = lines(content.asString());
            return text.isEmpty() ? Delta.EMPTY : Delta.of(new Op.Insert(text));
        }
        if (!(content instanceof ArrayNode components)) {
            throw new ProblemException(ProblemCode.MALFORMED_BODY);
        }
        long units = 0;
        for (JsonNode component : components) {
            if (component instanceof ObjectNode insert && insert.path(INSERT).isString()) {
                String text = lines(insert.path(INSERT).asString());
                insert.put(INSERT, text);
                units += text.length();
            }
        }
        if (units > Limits.DEFAULTS.documentUnits()) {
            throw new ProblemException(ProblemCode.TOO_LARGE);
        }
        return delta(components);
    }

    private static Delta delta(ArrayNode components) {
        try {
            return DeltaJson.decode(components.toString());
        } catch (MalformedException malformed) {
            throw new ProblemException(ProblemCode.INVALID_CONTENT);
        }
    }

    private static String lines(String text) {
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new ProblemException(ProblemCode.INVALID_CONTENT);
        }
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
