package io.cowrite.document;

import io.cowrite.protocol.Limits;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into pieces, each of which is an operation within the limit. */
final class ContentCut {

    /** {@code [{"retain":2000000},{"insert":""}]} and to spare. */
    private static final int FRAME_BYTES = 64;

    private ContentCut() {}

    /** Never within a surrogate pair, never empty; joined they are {@code text}, which has no lone surrogate. */
    static List<String> pieces(String text) {
        int bytesMax = Limits.DEFAULTS.operationBytes() - FRAME_BYTES;
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int index = 0; index < text.length();) {
            int codePoint = text.codePointAt(index);
            int more = jsonBytes(codePoint);
            if (bytes + more > bytesMax) {
                pieces.add(text.substring(start, index));
                start = index;
                bytes = 0;
            }
            bytes += more;
            index += Character.charCount(codePoint);
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    /** Bytes of a code point in a string of JSON as RFC 8785 writes it. */
    private static int jsonBytes(int codePoint) {
        if (codePoint < 0x20) {
            return "\b\t\n\f\r".indexOf(codePoint) >= 0 ? 2 : 6;
        }
        if (codePoint == '"' || codePoint == '\\') {
            return 2;
        }
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
