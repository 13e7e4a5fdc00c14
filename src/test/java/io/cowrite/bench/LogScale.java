package io.cowrite.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values stand on a line from {@code from} to {@code to}, on which equal factors are as long. What is below
 * {@code least}, such as 0, stands there.
 */
record LogScale(double from, double to, double least, double most) {

    private static final int[] STEPS = {1, 2, 5};
    private static final double DECADE = 10;

    /** Beyond so many times the least only powers of ten are marked. */
    private static final double FINE_MARKS_MAX = 150;

    /** For a rounding that makes 10 of 9.999. */
    private static final double NEARLY = 1 + 1e-9;

    /** From the least to the most of {@code sizes}, of which 0 stands half a power of ten before the others. */
    static LogScale ofSizes(double from, double to, List<Long> sizes) {
        double least = sizes.stream().filter(size -> size > 0).mapToDouble(Long::doubleValue).min().orElse(1);
        double most = sizes.stream().mapToDouble(Long::doubleValue).max().orElse(1);
        double start = sizes.contains(0L) ? least / Math.sqrt(DECADE) : least;
        return new LogScale(from, to, start, most > start ? most : start * DECADE);
    }

    /** Between two marks, a power of ten apart at least, that enclose all of {@code values} above 0. */
    static LogScale ofValues(double from, double to, List<Double> values) {
        double least = values.stream().filter(value -> value > 0).mapToDouble(value -> value).min().orElse(1);
        double most = values.stream().filter(value -> value > 0).mapToDouble(value -> value).max().orElse(1);
        double start = markAtMost(least);
        double end = markAtLeast(most);
        return new LogScale(from, to, start, end >= start * DECADE / NEARLY ? end : start * DECADE);
    }

    double at(double value) {
        double share = Math.log(Math.max(value, least) / least) / Math.log(most / least);
        return from + share * (to - from);
    }

    /** 1, 2 and 5 times powers of ten within, or only powers if there are too many. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(least * NEARLY));
        for (int power = first; Math.pow(DECADE, power) <= most * NEARLY; power++) {
            for (int step : STEPS) {
                double mark = step * Math.pow(DECADE, power);
                boolean within = mark * NEARLY >= least && mark <= most * NEARLY;
                if (within && (step == 1 || most / least <= FINE_MARKS_MAX)) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private static double markAtMost(double value) {
        double power = Math.pow(DECADE, Math.floor(Math.log10(value * NEARLY)));
        double mark = power;
        for (int step : STEPS) {
            mark = step * power <= value * NEARLY ? step * power : mark;
        }
        return mark;
    }

    private static double markAtLeast(double value) {
        double below = markAtMost(value);
        if (below * NEARLY >= value) {
            return below;
        }
        double power = Math.pow(DECADE, Math.floor(Math.log10(below * NEARLY)));
        long step = Math.round(below / power);
        return step == 1 ? 2 * power : step == 2 ? 5 * power : DECADE * power;
    }
}
