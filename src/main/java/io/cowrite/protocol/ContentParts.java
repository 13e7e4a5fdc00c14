package io.cowrite.protocol;

import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;

/** Cuts content into {@code content} messages. */
public final class ContentParts {

    /** Bytes of a frame beside its text. */
    private static final int OVERHEAD = 64;

    private ContentParts() {}

    /**
     * The parts of {@code text}, in order; none if it is empty. No part cuts a surrogate pair.
     *
     * @param frameBytesMax bytes of an encoded part, at least 128
     */
    public static List<ServerMessage.Content> of(Text text, int frameBytesMax) {
        String whole = text.toString();
        List<ServerMessage.Content> parts = new ArrayList<>();
        for (int start = 0; start < whole.length();) {
            int end = endOfPart(whole, start, frameBytesMax - OVERHEAD);
            parts.add(new ServerMessage.Content(whole.substring(start, end)));
            start = end;
        }
        return parts;
    }

    private static int endOfPart(String text, int start, int bytesMax) {
        int bytes = 0;
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += jsonBytes(codePoint);
            if (bytes > bytesMax) {
                return end;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    /** Bytes of the character in a JSON string, at most. */
    private static int jsonBytes(int codePoint) {
        if (codePoint < 0x20) {
            return 6;
        }
        if (codePoint < 0x80) {
            return codePoint == '"' || codePoint == '\\' ? 2 : 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
