package io.cowrite.room;

import java.util.random.RandomGenerator;

/** Pauses between attempts at the store: doubling, with jitter, never longer than a second. Owned by the room's thread. */
final class Pauses {

    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 1_000;
    private static final int DOUBLINGS_MAX = 10;

    /** So many pauses in a row are about a second together: time to tell people. */
    private static final int UNTIL_TOLD = 7;

    private final RandomGenerator random;
    private int inARow;
    private boolean told;

    Pauses(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause in milliseconds, between half and the whole of its bound. */
    long next() {
        long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(inARow, DOUBLINGS_MAX));
        inARow++;
        return bound / 2 + random.nextLong(bound / 2 + 1);
    }

    /** Whether the pause that was just begun is the first that people should know of. */
    boolean justBecameLong() {
        boolean now = !told && inARow >= UNTIL_TOLD;
        told |= now;
        return now;
    }

    /** The store works again; returns whether people were told that it does not. */
    boolean reset() {
        boolean wasTold = told;
        told = false;
        inARow = 0;
        return wasTold;
    }
}
