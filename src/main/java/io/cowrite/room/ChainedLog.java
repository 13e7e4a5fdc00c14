package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.ArrayList;
import java.util.List;

/** Reads of the log, chained onto what is known by recomputing every hash. Pure; any thread. */
final class ChainedLog {

    private ChainedLog() {}

    /** What a read added: the state after it, and its entries. */
    record Followed(RoomState state, List<SealedEntry> entries) {}

    /** {@code state} and what stands after it in {@code block}, which was read after its version. */
    static Followed follow(RoomState state, LogBlock block, RoomSettings settings) throws BrokenChainException {
        Point known = new Point(state.version(), state.end().hash());
        Point point = new Point(block.start().version(), block.start().hash());
        requireKnown(point.version(), point.hash(), known);
        RoomState now = point.version() == known.version() ? state.endingIn(block.start()) : state;
        List<SealedEntry> all = new ArrayList<>();
        for (LogRow row : block.rows()) {
            now = follow(now, entriesAfter(known, row, point), row, all, settings);
            point = new Point(row.lastVersion(), row.hash());
        }
        requireReached(point, known);
        return new Followed(now, all);
    }

    /** As {@link #follow}, but of a damaged log as much as can be proven. */
    static Followed followProven(RoomState state, LogBlock block, RoomSettings settings) {
        Point known = new Point(state.version(), state.end().hash());
        Point point = new Point(block.start().version(), block.start().hash());
        RoomState now = state;
        List<SealedEntry> all = new ArrayList<>();
        try {
            requireKnown(point.version(), point.hash(), known);
            for (LogRow row : block.rows()) {
                now = follow(now, entriesAfter(known, row, point), row, all, settings);
                point = new Point(row.lastVersion(), row.hash());
            }
        } catch (BrokenChainException e) {
            return new Followed(now, all);
        }
        return new Followed(now, all);
    }

    /** {@code state} after {@code fresh}, the entries of {@code row} that it has not yet; they are added to {@code all}. */
    private static RoomState follow(
            RoomState state, List<SealedEntry> fresh, LogRow row, List<SealedEntry> all, RoomSettings settings)
            throws BrokenChainException {
        if (fresh.isEmpty()) {
            return state;
        }
        LogEnd end = new LogEnd(row.firstVersion(), row.lastVersion(), row.hash());
        RoomState after = state.after(fresh, end, apply(state.content(), fresh), settings);
        all.addAll(fresh);
        return after;
    }

    /** The entries of {@code block} after {@code known}, which the block must contain. */
    static List<SealedEntry> entriesAfter(Point known, LogBlock block) throws BrokenChainException {
        List<SealedEntry> all = new ArrayList<>();
        requireKnown(block.start().version(), block.start().hash(), known);
        Point point = new Point(block.start().version(), block.start().hash());
        for (LogRow row : block.rows()) {
            all.addAll(entriesAfter(known, row, point));
            point = new Point(row.lastVersion(), row.hash());
        }
        requireReached(point, known);
        return all;
    }

    /** Entries of {@code row}, which follows {@code before}, that come after {@code known}. */
    private static List<SealedEntry> entriesAfter(Point known, LogRow row, Point before) throws BrokenChainException {
        if (row.firstVersion() != before.version() + 1) {
            throw new BrokenChainException("a row begins at " + row.firstVersion() + " after " + before.version());
        }
        List<SealedEntry> fresh = new ArrayList<>();
        Hash hash = before.hash();
        long version = before.version();
        for (byte[] bytes : row.entries()) {
            hash = HashChain.next(hash, bytes);
            version++;
            requireKnown(version, hash, known);
            if (version > known.version()) {
                fresh.add(new SealedEntry(version, decode(version, bytes), bytes, hash));
            }
        }
        if (version != row.lastVersion() || !hash.equals(row.hash())) {
            throw new BrokenChainException("the row that ends at " + row.lastVersion() + " has another hash or length");
        }
        return fresh;
    }

    private static void requireKnown(long version, Hash hash, Point known) throws BrokenChainException {
        if (version == known.version() && !hash.equals(known.hash())) {
            throw new BrokenChainException("the log has another hash at " + version);
        }
    }

    private static void requireReached(Point end, Point known) throws BrokenChainException {
        if (end.version() < known.version()) {
            throw new BrokenChainException("the log ends at " + end.version() + ", before " + known.version());
        }
    }

    private static Entry decode(long version, byte[] bytes) throws BrokenChainException {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedException e) {
            throw new BrokenChainException("entry " + version + " cannot be read: " + e.getMessage());
        }
    }

    private static Text apply(Text before, List<SealedEntry> entries) throws BrokenChainException {
        Text content = before;
        for (SealedEntry entry : entries) {
            try {
                content = content.apply(entry.entry().operation());
            } catch (InapplicableException e) {
                throw new BrokenChainException("entry " + entry.version() + " does not apply: " + e.getMessage());
            }
        }
        return content;
    }
}
