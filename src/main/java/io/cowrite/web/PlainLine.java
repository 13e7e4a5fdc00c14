package io.cowrite.web;

import java.util.Optional;

/** A line of text that people give: a title, a name. */
public final class PlainLine {

    private PlainLine() {}

    /**
     * {@code text} without white space at its ends.
     *
     * @param lengthMax in code points, counted without that white space
     * @return empty if nothing is left, or it is longer, or has a control character, a line separator or a lone surrogate
     */
    public static Optional<String> of(String text, int lengthMax) {
        if (text.codePoints().anyMatch(PlainLine::isForbidden)) {
            return Optional.empty();
        }
        String stripped = text.strip();
        boolean fits = !stripped.isEmpty() && stripped.codePointCount(0, stripped.length()) <= lengthMax;
        return fits ? Optional.of(stripped) : Optional.empty();
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
