package io.cowrite.websocket;

/**
 * A token bucket that says how long to wait before reading on. Used by the thread that reads the connection.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">Token bucket</a>
 */
final class Pace {

    private static final long NANOS = 1_000_000_000L;

    /** Who is held back is never far below the rate: a pause that lasts a little too long must not look like calm. */
    private static final long CALM_NANOS = NANOS / 4;

    private final long nanosPerToken;
    private final long burstNanos;
    private final long overNanosMax;
    private long fullAt;
    private long overSince;
    private boolean over;
    private boolean waits;

    /** So many a second on average, twice as many at once; over it for {@code overMillisMax} is too fast. */
    Pace(int perSecond, int overMillisMax, long now) {
        this.nanosPerToken = NANOS / perSecond;
        this.burstNanos = 2 * NANOS;
        this.overNanosMax = overMillisMax * 1_000_000L;
        this.fullAt = now;
    }

    /** Takes a token at {@code now} (nanoseconds); how many nanoseconds to wait before the next is read. */
    long take(long now) {
        fullAt = Math.max(fullAt, now) + nanosPerToken;
        long wait = fullAt - now - burstNanos;
        waits = wait > 0;
        if (waits && !over) {
            over = true;
            overSince = now;
        } else if (wait < -CALM_NANOS) {
            over = false;
        }
        return Math.max(0, wait);
    }

    /** Whether it is over its rate, and has been for too long without calming down. */
    boolean isTooFast(long now) {
        return waits && over && now - overSince > overNanosMax;
    }
}
