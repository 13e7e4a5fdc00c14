package io.cowrite.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long things took: those since the last look, and all that are measured. Any thread may record; one looks. */
final class Latencies {

    /** Longer ones count as this long: an hour. */
    static final long MICROS_MAX = 3_600_000_000L;

    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Recorder recent = new Recorder(1, MICROS_MAX, DIGITS);
    private final Recorder measured = new Recorder(1, MICROS_MAX, DIGITS);
    private final Histogram total = new Histogram(1, MICROS_MAX, DIGITS);
    private final Window window;
    private Histogram recentSpare = recent.getIntervalHistogram();

    Latencies(Window window) {
        this.window = window;
    }

    /** What was due at {@code dueNanos} is done at {@code nanos}. */
    void record(long dueNanos, long nanos) {
        long micros = Math.clamp((nanos - dueNanos) / NANOS_PER_MICRO, 0, MICROS_MAX);
        recent.recordValue(micros);
        if (window.holds(dueNanos)) {
            measured.recordValue(micros);
        }
    }

    /** Of what was recorded since the last call. */
    Quantiles recent() {
        recentSpare = recent.getIntervalHistogram(recentSpare);
        return Quantiles.of(recentSpare);
    }

    /** Of all that was due in the window. */
    Quantiles measured() {
        total.add(measured.getIntervalHistogram());
        return Quantiles.of(total);
    }
}
