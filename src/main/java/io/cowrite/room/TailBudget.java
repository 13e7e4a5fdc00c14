package io.cowrite.room;

import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the tails of all rooms of a node may take together. Beyond, each that opens or grows is cut to what a room
 * begins with, and to its part of the budget, and whoever is farther behind reads the store, until there is room again. One
 * that grows keeps the pages that fit into {@link #ROOM_BYTES_LEAST} and what was just committed; one that opens brings nothing along once all
 * take twice the budget. Any thread.
 */
final class TailBudget {

    /** Of memory, for a room that grows: who is late by a round trip should not have to read the store. */
    static final long ROOM_BYTES_LEAST = 32 << 10;

    private static final int HEAP_SHARE = 8;

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger rooms = new AtomicInteger();

    /** @param bytesMax of memory, see {@link Tail#heapBytes} */
    TailBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Of {@code bytes}, or of an eighth of {@code heapBytes} if that is 0. */
    static TailBudget of(long bytes, long heapBytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("cowrite.limits.tail-bytes must not be negative");
        }
        return new TailBudget(bytes > 0 ? bytes : heapBytes / HEAP_SHARE);
    }

    long bytesMax() {
        return bytesMax;
    }

    /** What the tails take now, bytes of memory. */
    long bytes() {
        return bytes.get();
    }

    /** {@code loaded}, with which a room opens. */
    RoomState opened(RoomState loaded) {
        int open = rooms.incrementAndGet();
        long left = Math.max(0, 2 * bytesMax - bytes.get());
        RoomState kept = isFull() ? loaded.withTailWithin(Math.min(left, bytesMax / open), loaded.version()) : loaded;
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
        RoomState kept = isFull() && !entries.isEmpty() ? cut(after, entries, bytesLeast) : after;
        bytes.addAndGet(kept.tail().heapBytes() - before.tail().heapBytes());
        return kept;
    }

    private boolean isFull() {
        return bytes.get() > bytesMax;
    }

    private RoomState cut(RoomState state, List<SealedEntry> entries, int bytesLeast) {
        int length = entries.stream().mapToInt(entry -> entry.bytes().length).sum();
        long part = Math.max(ROOM_BYTES_LEAST, bytesMax / Math.max(1, rooms.get()));
        return state.withTail(Math.max(bytesLeast, length)).withTailWithin(part, entries.getFirst().version() - 1);
    }
}
