package io.cowrite.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Times at 50, 99 and 100 %, in milliseconds; NaN if there were none. */
record TypingTimes(double p50Millis, double p99Millis, double maxMillis) {

    static TypingTimes of(Histogram nanos) {
        return nanos.getTotalCount() == 0
                ? new TypingTimes(Double.NaN, Double.NaN, Double.NaN)
                : new TypingTimes(nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6,
                        nanos.getMaxValue() / 1e6);
    }

    @Override
    public String toString() {
        return Double.isNaN(maxMillis)
                ? "by nobody"
                : String.format(Locale.ROOT, "50 %% %.1f ms, 99 %% %.1f, all %.1f", p50Millis, p99Millis, maxMillis);
    }
}
