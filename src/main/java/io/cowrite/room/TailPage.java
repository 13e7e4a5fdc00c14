package io.cowrite.room;

import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.SealedEntry;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries that run on, in one array: a few objects for the collector, and not eight for each entry that nobody may ask for again.
 * An entry that is asked for is decoded, unless it is known from when it came or was asked for, which a collection may end. The
 * room's thread alone adds; whoever was given a {@link Tail} of these may read as far as that goes.
 */
final class TailPage {

    /** To which pages grow. An entry that is larger has a page of its own. */
    static final int BYTES = 8 << 10;

    /** Of a first page, each further one has twice as much: most documents have few entries. */
    static final int BYTES_FIRST = 1 << 10;

    /** Memory that a page takes beside its arrays, about; what its entries take as objects while they are in use does not count. */
    private static final int BYTES_BESIDE = 120;

    /** With its hash; hardly one is smaller. */
    private static final int ENTRY_BYTES_LEAST = 96;

    private final long first;
    /** The hash and the bytes of each. */
    private final byte[] data;
    private final int[] ends;
    private volatile WeakReference<@Nullable SealedEntry[]> decoded;
    private int count;

    private TailPage(long first, int bytes) {
        this.first = first;
        this.data = new byte[bytes];
        this.ends = new int[Math.max(1, bytes / ENTRY_BYTES_LEAST)];
        this.decoded = new WeakReference<>(new @Nullable SealedEntry[ends.length]);
    }

    /**
     * For {@code entry}, which is added, and what follows; {@code before} is the page before it, if there is one. After a page in which
     * something else took its place pages are small again: nodes that contend for a document drop much.
     */
    static TailPage beginningWith(SealedEntry entry, @Nullable TailPage before) {
        int bytes = before != null && before.isFollowedBy(entry)
                ? Math.min(BYTES, 2 * before.data.length)
                : BYTES_FIRST;
        TailPage page = new TailPage(entry.version(), Math.max(bytes, Hash.BYTES + entry.bytes().length));
        page.add(entry);
        return page;
    }

    /** The version of its first entry. */
    long first() {
        return first;
    }

    /** Adds {@code entry}, if it follows all that was added and fits. */
    boolean add(SealedEntry entry) {
        int start = count == 0 ? 0 : ends[count - 1];
        int end = start + Hash.BYTES + entry.bytes().length;
        if (!isFollowedBy(entry) || count == ends.length || end > data.length) {
            return false;
        }
        entry.hash().copyTo(data, start);
        System.arraycopy(entry.bytes(), 0, data, start + Hash.BYTES, entry.bytes().length);
        remembered()[count] = entry;
        ends[count++] = end;
        return true;
    }

    private boolean isFollowedBy(SealedEntry entry) {
        return entry.version() == first + count;
    }

    /** Memory that it takes, full or not, bytes. */
    int heapBytes() {
        return data.length + ends.length * Integer.BYTES + BYTES_BESIDE;
    }

    SealedEntry at(long version) {
        var known = remembered();
        SealedEntry entry = known[(int) (version - first)];
        if (entry == null) {
            entry = decode(version);
            known[(int) (version - first)] = entry;
        }
        return entry;
    }

    /** Size of the entry {@code version}, bytes. */
    int bytesAt(long version) {
        return end(version) - start(version) - Hash.BYTES;
    }

    Hash hashAt(long version) {
        return Hash.of(data, start(version));
    }

    private SealedEntry decode(long version) {
        byte[] bytes = Arrays.copyOfRange(data, start(version) + Hash.BYTES, end(version));
        try {
            return new SealedEntry(version, EntryCodec.decode(bytes), bytes, hashAt(version));
        } catch (MalformedException e) {
            throw new IllegalStateException("the tail holds no entry at version " + version, e);
        }
    }

    /** Entries are immutable, so that it does no harm if two threads decode one. */
    private @Nullable SealedEntry[] remembered() {
        var known = decoded.get();
        if (known == null) {
            known = new @Nullable SealedEntry[ends.length];
            decoded = new WeakReference<>(known);
        }
        return known;
    }

    private int start(long version) {
        return version == first ? 0 : ends[(int) (version - first) - 1];
    }

    private int end(long version) {
        return ends[(int) (version - first)];
    }
}
