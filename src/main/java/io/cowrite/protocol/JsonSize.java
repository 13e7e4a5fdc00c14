package io.cowrite.protocol;

/** Bytes of text in a JSON string, known before it is written. */
final class JsonSize {

    private JsonSize() {}

    /** Without the quotes. */
    static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            bytes += bytes(text.codePointAt(i));
        }
        return bytes;
    }

    /** How many units of {@code text} from {@code start} on, whole characters, fit {@code bytesMax} bytes. */
    static int unitsThatFit(String text, int start, int bytesMax) {
        int bytes = 0;
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += bytes(codePoint);
            if (bytes > bytesMax) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end - start;
    }

    private static int bytes(int codePoint) {
        if (codePoint < 0x80) {
            return switch (codePoint) {
                case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
                default -> codePoint < 0x20 ? 6 : 1;
            };
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
