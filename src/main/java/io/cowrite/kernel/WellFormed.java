package io.cowrite.kernel;

/** What every text in content and operations is: surrogates in pairs, lines ended by {@code \n} alone. */
final class WellFormed {

    private WellFormed() {}

    static void require(String text) {
        int at = text.indexOf('\r');
        if (at >= 0) {
            throw new IllegalArgumentException("carriage return at " + at);
        }
        requirePairs(text);
    }

    static void requirePairs(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at)) && !isPair(text, at++)) {
                throw new IllegalArgumentException("lone surrogate at " + (at - 1));
            }
        }
    }

    /** Whether {@code text}, which is well formed, has both its ends outside a pair when cut at {@code at}. */
    static boolean cuttable(String text, int at) {
        return at == text.length() || !Character.isLowSurrogate(text.charAt(at));
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
