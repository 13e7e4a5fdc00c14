package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the tails of all rooms of a node may take together. Beyond, each that opens or grows is cut to what a room
 * begins with, and to its part of the budget, and whoever is farther behind reads the store, until there is room again.
 * What does not grow keeps what it has; so those that do take the budget once more at most, beside what was just
 * committed. Any thread.
 */
final class TailBudget {

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger rooms = new AtomicInteger();

    /** @param bytesMax of memory, see {@link Tail#heapBytes} */
    TailBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** What the tails take now, bytes of memory. */
    long bytes() {
        return bytes.get();
    }

    /** {@code loaded}, with which a room opens. */
    RoomState opened(RoomState loaded) {
        int open = rooms.incrementAndGet();
        RoomState kept = isFull() ? loaded.withTailWithin(bytesMax / open) : loaded;
        bytes.addAndGet(kept.tail().heapBytes());
        return kept;
    }

    /** A room that had {@code tail} last has ended. */
    void closed(Tail tail) {
        rooms.decrementAndGet();
        bytes.addAndGet(-tail.heapBytes());
    }

    /**
     * {@code after}, which a room moved on to from {@code before} over {@code entries}. If there is no room for more, with its part of
     * what fits into {@code bytesLeast} of entries, and these in any case: all who are up to date are about to be sent them.
     */
    RoomState grown(RoomState before, RoomState after, List<SealedEntry> entries, int bytesLeast) {
        RoomState kept = isFull() ? cut(after, Tail.heapBytes(entries), bytesLeast) : after;
        bytes.addAndGet(kept.tail().heapBytes() - before.tail().heapBytes());
        return kept;
    }

    private boolean isFull() {
        return bytes.get() > bytesMax;
    }

    private RoomState cut(RoomState state, long newBytes, int bytesLeast) {
        RoomState begun = state.withTail(Math.max(bytesLeast, Math.toIntExact(Math.min(newBytes, Integer.MAX_VALUE))));
        return begun.withTailWithin(Math.max(newBytes, bytesMax / Math.max(1, rooms.get())));
    }
}
