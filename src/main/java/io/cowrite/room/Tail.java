package io.cowrite.room;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a log, in memory: those after {@link #base()}. Immutable to its readers on any thread; views
 * share one array, into whose unused end only the room's thread writes.
 */
public final class Tail {

    /** Memory that an entry of few letters takes beside its bytes, about: it decoded, its hash, its places in lists. */
    private static final int ENTRY_BYTES_BESIDE = 300;

    private final Store store;
    private final int from;
    private final int to;
    private final long bytes;
    private final Point base;

    /** Entries that several tails share. */
    private static final class Store {
        final @Nullable SealedEntry[] entries;
        int used;

        Store(int capacity) {
            entries = new @Nullable SealedEntry[capacity];
        }
    }

    private Tail(Store store, int from, int to, long bytes, Point base) {
        this.store = store;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
        this.base = base;
    }

    static Tail after(Point base) {
        return new Tail(new Store(16), 0, 0, 0, base);
    }

    /** The point right before the first entry. */
    public Point base() {
        return base;
    }

    public int size() {
        return to - from;
    }

    /** Memory that the entries take, bytes, about. */
    long heapBytes() {
        return bytes + (long) size() * ENTRY_BYTES_BESIDE;
    }

    /** Memory that {@code entries} take in a tail, bytes, about. */
    static long heapBytes(List<SealedEntry> entries) {
        long bytes = 0;
        for (SealedEntry entry : entries) {
            bytes += heapBytes(entry);
        }
        return bytes;
    }

    private static long heapBytes(SealedEntry entry) {
        return (long) entry.bytes().length + ENTRY_BYTES_BESIDE;
    }

    public long lastVersion() {
        return base.version() + size();
    }

    /** Entry {@code version}, which must be after the base and not after the last. */
    public SealedEntry at(long version) {
        long index = version - base.version() - 1;
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException("version " + version + " is not in " + this);
        }
        SealedEntry entry = store.entries[from + (int) index];
        if (entry == null || entry.version() != version) {
            throw new IllegalStateException("the tail holds another entry at version " + version);
        }
        return entry;
    }

    /** The hash after {@code version}; null if that is before the base or after the last entry. */
    public @Nullable Hash hashAt(long version) {
        if (version == base.version()) {
            return base.hash();
        }
        return version > base.version() && version <= lastVersion() ? at(version).hash() : null;
    }

    /** This tail and {@code added} after it, cut at its old end to {@code entriesMax} entries and {@code bytesMax} bytes. */
    Tail append(List<SealedEntry> added, int entriesMax, int bytesMax) {
        Store target = roomFor(added.size());
        int start = target == store ? from : 0;
        int end = start + size();
        long newBytes = bytes;
        for (SealedEntry entry : added) {
            target.entries[end++] = entry;
            newBytes += entry.bytes().length;
        }
        target.used = end;
        return new Tail(target, start, end, newBytes, base).cut(entriesMax, bytesMax);
    }

    /** The same store if {@code count} entries fit behind this tail and nothing stands there yet, else a copy. */
    private Store roomFor(int count) {
        if (store.used == to && to + count <= store.entries.length) {
            return store;
        }
        Store copy = new Store(Math.max(64, 2 * (size() + count)));
        System.arraycopy(store.entries, from, copy.entries, 0, size());
        return copy;
    }

    private Tail cut(int entriesMax, int bytesMax) {
        int first = from;
        long left = bytes;
        Point newBase = base;
        while (to - first > entriesMax || (left > bytesMax && to - first > 1)) {
            SealedEntry entry = entry(first++);
            left -= entry.bytes().length;
            newBase = new Point(entry.version(), entry.hash());
        }
        return first == from ? this : new Tail(store, first, to, left, newBase);
    }

    /** The newest of these entries, of at most {@code bytesMax} bytes, maybe none; it holds on to no others. */
    Tail newest(int bytesMax) {
        return newest(bytesMax, entry -> entry.bytes().length);
    }

    /** The newest of these entries, which take at most {@code heapBytesMax} bytes of memory, maybe none. */
    Tail newestWithin(long heapBytesMax) {
        return newest(heapBytesMax, Tail::heapBytes);
    }

    private Tail newest(long max, ToLongFunction<SealedEntry> size) {
        int first = to;
        long kept = 0;
        while (first > from && kept + size.applyAsLong(entry(first - 1)) <= max) {
            kept += size.applyAsLong(entry(--first));
        }
        if (first == from) {
            return this;
        }
        Tail none = after(entry(first - 1).point());
        return first == to
                ? none
                : none.append(range(entry(first).version(), lastVersion()), Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private SealedEntry entry(int index) {
        SealedEntry entry = store.entries[index];
        if (entry == null) {
            throw new IllegalStateException("a tail has no holes");
        }
        return entry;
    }

    /** Entries {@code first} to {@code last}, both inclusive. */
    @SuppressWarnings("NullAway") // a tail has no holes between from and to
    public List<SealedEntry> range(long first, long last) {
        int start = from + (int) (first - base.version() - 1);
        return Arrays.asList(Arrays.copyOfRange(store.entries, start, start + (int) (last - first + 1)));
    }

    @Override
    public String toString() {
        return "tail(" + base.version() + ", " + lastVersion() + "]";
    }
}
