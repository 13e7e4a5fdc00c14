package io.cowrite.client;

import java.util.random.RandomGenerator;

/** How long to wait before the next connection: full jitter below a bound that doubles. For one thread at a time. */
final class Backoff {

    static final long BOUND_MILLIS_MIN = 250;
    static final long BOUND_MILLIS_MAX = 30_000;
    static final long STABLE_MILLIS = 10_000;

    private final RandomGenerator random;
    private long boundMillis = BOUND_MILLIS_MIN;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The same for who may connect again at once: no wait, unless that was tried just now. */
    long atOnceMillis(long connectedMillis) {
        boolean first = boundMillis == BOUND_MILLIS_MIN || connectedMillis >= STABLE_MILLIS;
        long millis = nextMillis(connectedMillis);
        return first ? 0 : millis;
    }

    /** {@code connectedMillis} is how long the last connection lasted, 0 if it never was. */
    long nextMillis(long connectedMillis) {
        if (connectedMillis >= STABLE_MILLIS) {
            boundMillis = BOUND_MILLIS_MIN;
        }
        long millis = random.nextLong(boundMillis);
        boundMillis = Math.min(2 * boundMillis, BOUND_MILLIS_MAX);
        return millis;
    }
}
