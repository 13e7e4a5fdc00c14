package io.cowrite.room;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of a log, in memory: those after {@link #base()}. Immutable to its readers on any thread; tails share
 * {@link TailPage pages}, to whose unused end only the room's thread adds.
 */
public final class Tail {

    private final TailPage[] pages;
    private final Point base;
    private final long lastVersion;
    private final long bytes;
    private final long heapBytes;

    /**
     * @param bytes of the entries after {@code base}
     * @param heapBytes of all pages; to sum it up anew would touch each of them at each commit
     */
    private Tail(TailPage[] pages, Point base, long lastVersion, long bytes, long heapBytes) {
        this.pages = pages;
        this.base = base;
        this.lastVersion = lastVersion;
        this.bytes = bytes;
        this.heapBytes = heapBytes;
    }

    static Tail after(Point base) {
        return new Tail(new TailPage[0], base, base.version(), 0, 0);
    }

    /** The point right before the first entry. */
    public Point base() {
        return base;
    }

    public int size() {
        return (int) (lastVersion - base.version());
    }

    public long lastVersion() {
        return lastVersion;
    }

    /** How many pages it holds on to. */
    int pages() {
        return pages.length;
    }

    /** Memory that its pages take, with what is free in them, bytes. */
    long heapBytes() {
        return heapBytes;
    }

    /** Entry {@code version}, which must be after the base and not after the last. */
    public SealedEntry at(long version) {
        return page(version).at(version);
    }

    /** The hash after {@code version}; null if that is before the base or after the last entry. */
    public @Nullable Hash hashAt(long version) {
        if (version == base.version()) {
            return base.hash();
        }
        return version > base.version() && version <= lastVersion ? page(version).hashAt(version) : null;
    }

    /** Entries {@code first} to {@code last}, both inclusive. */
    public List<SealedEntry> range(long first, long last) {
        SealedEntry[] entries = new SealedEntry[(int) (last - first + 1)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = at(first + i);
        }
        return Arrays.asList(entries);
    }

    /** This tail and {@code added} after it, cut at its old end to {@code entriesMax} entries and {@code bytesMax} bytes. */
    Tail append(List<SealedEntry> added, int entriesMax, int bytesMax) {
        if (!added.isEmpty() && added.getFirst().version() != lastVersion + 1) {
            throw new IllegalArgumentException("version " + added.getFirst().version() + " does not follow " + this);
        }
        List<TailPage> begun = new ArrayList<>(0);
        TailPage page = pages.length == 0 ? null : pages[pages.length - 1];
        long newBytes = bytes;
        long newHeapBytes = heapBytes;
        for (SealedEntry entry : added) {
            if (page == null || !page.add(entry)) { // Something else may stand there, after a tail like this one.
                page = TailPage.beginningWith(entry, page);
                begun.add(page);
                newHeapBytes += page.heapBytes();
            }
            newBytes += entry.bytes().length;
        }
        return new Tail(and(begun), base, lastVersion + added.size(), newBytes, newHeapBytes).cut(entriesMax, bytesMax);
    }

    private TailPage[] and(List<TailPage> begun) {
        if (begun.isEmpty()) {
            return pages;
        }
        TailPage[] all = Arrays.copyOf(pages, pages.length + begun.size());
        for (int i = 0; i < begun.size(); i++) {
            all[pages.length + i] = begun.get(i);
        }
        return all;
    }

    private Tail cut(int entriesMax, int bytesMax) {
        long newBase = base.version();
        long left = bytes;
        while (lastVersion - newBase > entriesMax || (left > bytesMax && lastVersion - newBase > 1)) {
            left -= bytesAt(++newBase);
        }
        return from(newBase, left);
    }

    /** The newest of these entries, of at most {@code bytesMax} bytes, maybe none; it holds on to no others but those of a page. */
    Tail newest(int bytesMax) {
        long newBase = lastVersion;
        long kept = 0;
        while (newBase > base.version()) {
            int next = bytesAt(newBase);
            if (kept + next > bytesMax) {
                break;
            }
            kept += next;
            newBase--;
        }
        return from(newBase, kept);
    }

    /**
     * The entries of its newest pages, which take at most {@code heapBytesMax} bytes of memory, maybe none; but those after {@code since} in
     * any case.
     */
    Tail newestWithin(long heapBytesMax, long since) {
        int first = pages.length;
        long kept = 0;
        while (first > 0 && (kept + pages[first - 1].heapBytes() <= heapBytesMax || endsBehind(first - 1, since))) {
            kept += pages[--first].heapBytes();
        }
        long newBase = first == pages.length ? lastVersion : Math.max(base.version(), pages[first].first() - 1);
        long left = bytes;
        for (long version = base.version() + 1; version <= newBase; version++) {
            left -= bytesAt(version);
        }
        return from(newBase, left);
    }

    /** Whether the page at {@code index} holds entries after {@code since}. */
    private boolean endsBehind(int index, long since) {
        return (index == pages.length - 1 ? lastVersion : pages[index + 1].first() - 1) > since;
    }

    /** The entries after {@code version}, which take {@code left} bytes. */
    private Tail from(long version, long left) {
        if (version == base.version()) {
            return this;
        }
        Point newBase = new Point(version, page(version).hashAt(version));
        if (version == lastVersion) {
            return new Tail(new TailPage[0], newBase, lastVersion, left, 0);
        }
        int first = index(version + 1);
        long newHeapBytes = heapBytes;
        for (int i = 0; i < first; i++) {
            newHeapBytes -= pages[i].heapBytes();
        }
        TailPage[] kept = first == 0 ? pages : Arrays.copyOfRange(pages, first, pages.length);
        return new Tail(kept, newBase, lastVersion, left, newHeapBytes);
    }

    private int bytesAt(long version) {
        return page(version).bytesAt(version);
    }

    private TailPage page(long version) {
        return pages[index(version)];
    }

    /** Of the page that holds {@code version}: the last that begins with it or before it. */
    private int index(long version) {
        if (version <= base.version() || version > lastVersion) {
            throw new IllegalArgumentException("version " + version + " is not in " + this);
        }
        int low = 0;
        int high = pages.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pages[middle].first() <= version) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return "tail(" + base.version() + ", " + lastVersion + "]";
    }
}
