package io.cowrite.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Times in nanoseconds, told in milliseconds. */
record Figures(long[] sorted) {

    static Figures of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /** The smallest value that {@code share} of all do not exceed. */
    double millis(double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "median %.2f ms, p90 %.2f, p99 %.2f, max %.2f (n=%d)",
                millis(0.5), millis(0.9), millis(0.99), millis(1), sorted.length);
    }

    static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Processes that ran or wanted to, on average over the last minute. */
    static String load() {
        return String.format(Locale.ROOT, "load %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
