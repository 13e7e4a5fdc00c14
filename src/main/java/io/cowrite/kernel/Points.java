package io.cowrite.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Two contents as rows of code points, so that no pair is ever cut. What each embed is has a number above all code
 * points; attributes are not looked at.
 */
final class Points {

    private static final int EMBED = Character.MAX_CODE_POINT + 1;

    private final Map<Json, Integer> embeds = new HashMap<>();

    int[] of(Text content) {
        int[] points = new int[content.length()];
        int[] count = {0};
        content.visit(0, content.length(), (text, from, to, format) -> {
            if (format.embed() != null) {
                points[count[0]++] = embeds.computeIfAbsent(format.embed(), _ -> EMBED + embeds.size());
                return;
            }
            for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
                points[count[0]++] = text.codePointAt(i);
            }
        });
        return Arrays.copyOf(points, count[0]);
    }

    /** Units of the points from {@code from} to {@code to}. */
    static int units(int[] points, int from, int to) {
        int units = to - from;
        for (int i = from; i < to; i++) {
            units += points[i] > Character.MAX_VALUE && points[i] < EMBED ? 1 : 0;
        }
        return units;
    }
}
