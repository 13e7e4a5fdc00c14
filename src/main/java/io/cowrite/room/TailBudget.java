package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;
import java.util.List;
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

    /**
     * {@code after}, which a room moved on to from {@code before} over {@code entries}. If there is no room for more, with these and what
     * fits into {@code bytesLeast} of entries: all who are up to date are about to be sent them.
     */
    RoomState grown(RoomState before, RoomState after, List<SealedEntry> entries, int bytesLeast) {
        RoomState kept = bytes.get() > bytesMax ? after.withTail(Math.max(bytesLeast, length(entries))) : after;
        bytes.addAndGet(kept.tail().heapBytes() - before.tail().heapBytes());
        return kept;
    }

    private static int length(List<SealedEntry> entries) {
        int length = 0;
        for (SealedEntry entry : entries) {
            length += entry.bytes().length;
        }
        return length;
    }
}
