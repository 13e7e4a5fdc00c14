package io.cowrite.room;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the tails of all rooms of a node may take together. Beyond, each that grows is cut to what a room begins
 * with, and whoever is farther behind reads the store, until there is room again. Any thread.
 */
final class TailBudget {

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    /** @param bytesMax of memory, see {@link Tail#heapBytes} */
    TailBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** What the tails take now, bytes of memory. */
    long bytes() {
        return bytes.get();
    }

    /** A room has loaded {@code tail}. */
    void opened(Tail tail) {
        bytes.addAndGet(tail.heapBytes());
    }

    /** A room that had {@code tail} last has ended. */
    void closed(Tail tail) {
        bytes.addAndGet(-tail.heapBytes());
    }

    /** {@code after}, which a room moved on to from {@code before}; with at most {@code bytesLeast} of entries if there is no room for more. */
    RoomState grown(RoomState before, RoomState after, int bytesLeast) {
        RoomState kept = bytes.get() > bytesMax ? after.withTail(bytesLeast) : after;
        bytes.addAndGet(kept.tail().heapBytes() - before.tail().heapBytes());
        return kept;
    }
}
