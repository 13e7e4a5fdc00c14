package io.cowrite.room;

import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Pauses between attempts at the store: doubling, with jitter, never longer than a second. The first in a row is warned of, and
 * then one a minute, since hundreds of rooms may wait. Owned by the room's thread.
 */
final class Pauses {

    private static final Logger log = LoggerFactory.getLogger(Pauses.class);

    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 1_000;
    private static final int DOUBLINGS_MAX = 10;
    private static final long WARNED_EACH_NANOS = 60_000_000_000L;

    private final UUID documentId;
    private final RandomGenerator random;
    private final TimeSource time;
    private int inARow;
    private long warnedNanos;

    Pauses(UUID documentId, RandomGenerator random, TimeSource time) {
        this.documentId = documentId;
        this.random = random;
        this.time = time;
    }

    /** The next pause in milliseconds, between half and the whole of its bound; {@code why} is for the log. */
    long next(String why) {
        long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(inARow, DOUBLINGS_MAX));
        long millis = bound / 2 + random.nextLong(bound / 2 + 1);
        long now = time.nanos();
        boolean warned = inARow == 0 || now - warnedNanos >= WARNED_EACH_NANOS;
        log.atLevel(warned ? Level.WARN : Level.DEBUG)
                .log("document {}: {}; again in {} ms", documentId, why, millis);
        warnedNanos = warned ? now : warnedNanos;
        inARow++;
        return millis;
    }

    /** What was paused for goes on. */
    void reset() {
        if (inARow > 0) {
            log.info("document {}: goes on after {} pauses", documentId, inARow);
        }
        inARow = 0;
    }
}
