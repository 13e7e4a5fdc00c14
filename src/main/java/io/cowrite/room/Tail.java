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

    /** Memory that an entry takes beside its bytes, about: its hash, its places in lists, its part of what a page leaves free. */
    private static final int ENTRY_BYTES_BESIDE = 48;

    private final TailPage[] pages;
    private final Point base;
    private final long lastVersion;
    private final long bytes;

    private Tail(TailPage[] pages, Point base, long lastVersion, long bytes) {
        this.pages = pages;
        this.base = base;
        this.lastVersion = lastVersion;
        this.bytes = bytes;
    }

    static Tail after(Point base) {
        return new Tail(new TailPage[0], base, base.version(), 0);
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

    /** Memory that the entries take, bytes, about. */
    long heapBytes() {
        return bytes + (long) size() * ENTRY_BYTES_BESIDE;
    }

    /** Memory that {@code entries} take in a tail, bytes, about. */
    static long heapBytes(List<SealedEntry> entries) {
        long bytes = 0;
        for (SealedEntry entry : entries) {
            bytes += heapBytes(entry.bytes().length);
        }
        return bytes;
    }

    private static long heapBytes(int entryBytes) {
        return (long) entryBytes + ENTRY_BYTES_BESIDE;
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
        List<TailPage> begun = new ArrayList<>(0);
        TailPage page = pages.length == 0 ? null : pages[pages.length - 1];
        long newBytes = bytes;
        for (SealedEntry entry : added) {
            if (page == null || !page.add(entry)) { // Something else may stand there, after a tail like this one.
                page = TailPage.beginningWith(entry, page);
                begun.add(page);
            }
            newBytes += entry.bytes().length;
        }
        return new Tail(and(begun), base, lastVersion + added.size(), newBytes).cut(entriesMax, bytesMax);
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
        return newest(bytesMax, 0);
    }

    /** The newest of these entries, which take at most {@code heapBytesMax} bytes of memory, maybe none. */
    Tail newestWithin(long heapBytesMax) {
        return newest(heapBytesMax, ENTRY_BYTES_BESIDE);
    }

    private Tail newest(long max, int beside) {
        long newBase = lastVersion;
        long kept = 0;
        long counted = 0;
        while (newBase > base.version() && counted + bytesAt(newBase) + beside <= max) {
            kept += bytesAt(newBase);
            counted += bytesAt(newBase) + beside;
            newBase--;
        }
        return from(newBase, kept);
    }

    /** The entries after {@code version}, which take {@code left} bytes. */
    private Tail from(long version, long left) {
        if (version == base.version()) {
            return this;
        }
        TailPage[] kept = version == lastVersion
                ? new TailPage[0]
                : Arrays.copyOfRange(pages, index(version + 1), pages.length);
        return new Tail(kept, new Point(version, page(version).hashAt(version)), lastVersion, left);
    }

    private int bytesAt(long version) {
        return page(version).bytesAt(version);
    }

    private TailPage page(long version) {
        return pages[index(version)];
    }

    /** Of the page that holds {@code version}: mostly one of the last. */
    private int index(long version) {
        if (version <= base.version() || version > lastVersion) {
            throw new IllegalArgumentException("version " + version + " is not in " + this);
        }
        int index = pages.length - 1;
        while (pages[index].first() > version) {
            index--;
        }
        return index;
    }

    @Override
    public String toString() {
        return "tail(" + base.version() + ", " + lastVersion + "]";
    }
}
