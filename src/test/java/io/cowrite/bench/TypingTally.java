package io.cowrite.bench;

import org.HdrHistogram.Histogram;

/** What a {@link TypingCrowd} counts of letters that were due within the window that is measured. One thread. */
final class TypingTally {

    private static final int DIGITS = 3;

    final Histogram saved = new Histogram(DIGITS);
    final Histogram seen = new Histogram(DIGITS);
    long frames;
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;

    /** From now on letters count that are due from {@code from} to before {@code until}, nanoseconds. */
    void measure(long from, long until) {
        saved.reset();
        seen.reset();
        frames = 0;
        this.from = from;
        this.until = until;
    }

    /** Letters that were due then have come {@code now} to who wrote them, or to somebody else. */
    void came(long[] due, boolean own, long now) {
        for (long each : due) {
            if (each >= from && each < until) {
                (own ? saved : seen).recordValue(Math.max(0, now - each));
            }
        }
    }
}
