package io.cowrite.load;

import java.util.random.RandomGenerator;

/**
 * When things are due: one in each period, at a random moment of it, so that the rate is exact and people do not type in
 * step. Nothing that happens moves what comes later. For one thread.
 */
final class Pace {

    private static final double NANOS = 1e9;

    private final long startNanos;
    private final double rate;
    private final RandomGenerator random;
    private long period;
    private long dueNanos;

    /** @param rate a second; 0: never */
    Pace(long startNanos, double rate, RandomGenerator random) {
        this.startNanos = startNanos;
        this.rate = rate;
        this.random = random;
        advance();
    }

    /** When the next is due. */
    long dueNanos() {
        return dueNanos;
    }

    void advance() {
        dueNanos = rate == 0
                ? startNanos + Long.MAX_VALUE / 2
                : startNanos + (long) ((period++ + random.nextDouble()) * NANOS / rate);
    }
}
