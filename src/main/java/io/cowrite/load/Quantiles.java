package io.cowrite.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long many things took, to three digits.
 *
 * @param p50Millis what half of them did not exceed, and so on; null if there were none
 */
record Quantiles(long count, @Nullable Double p50Millis, @Nullable Double p90Millis, @Nullable Double p99Millis,
        @Nullable Double maxMillis) {

    private static final double MICROS_PER_MILLI = 1_000;

    static Quantiles of(Histogram micros) {
        long count = micros.getTotalCount();
        return count == 0
                ? new Quantiles(0, null, null, null, null)
                : new Quantiles(count, millis(micros, 50), millis(micros, 90), millis(micros, 99),
                        millis(micros, 100));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
