package io.cowrite.room;

import java.util.random.RandomGenerator;

/** Pauses between attempts at the store: doubling, with jitter, never longer than a second. Owned by the room's thread. */
final class Pauses {

    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 1_000;
    private static final int DOUBLINGS_MAX = 10;
    private static final long TOLD_EACH_NANOS = 60_000_000_000L;

    private final RandomGenerator random;
    private int inARow;
    private long toldNanos;

    Pauses(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause in milliseconds, between half and the whole of its bound. */
    long next() {
        long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(inARow, DOUBLINGS_MAX));
        inARow++;
        return bound / 2 + random.nextLong(bound / 2 + 1);
    }

    /**
     * Whether the newest, at {@code nanos}, is worth a warning: the first in a row, and one a minute after it, since hundreds of rooms may
     * wait.
     */
    boolean isTold(long nanos) {
        boolean told = inARow == 1 || nanos - toldNanos >= TOLD_EACH_NANOS;
        toldNanos = told ? nanos : toldNanos;
        return told;
    }

    int inARow() {
        return inARow;
    }

    /** The store works again. */
    void reset() {
        inARow = 0;
    }
}
