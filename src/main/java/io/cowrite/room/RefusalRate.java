package io.cowrite.room;

import java.util.ArrayDeque;

/** How many operations of one session were refused within the last minute. Owned by the room's thread. */
final class RefusalRate {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int perMinute;
    private final ArrayDeque<Long> refusedAt = new ArrayDeque<>();

    RefusalRate(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts a refusal at {@code now}, nanoseconds; whether they are more within a minute than may be. */
    boolean isTooHighWith(long now) {
        refusedAt.add(now);
        while (now - refusedAt.element() >= MINUTE_NANOS) {
            refusedAt.remove();
        }
        return refusedAt.size() > perMinute;
    }
}
