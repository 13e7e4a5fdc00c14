package io.cowrite.room;

import io.cowrite.kernel.Text;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a room has published: committed, immutable, for any thread. Frames are encoded once and shared. */
public final class RoomView {

    /** Bytes of entries that a frame is built to. */
    public static final int FRAME_BYTES = 64 << 10;

    private static final int FRAMES_KEPT = 64;

    private final DocumentRecord document;
    private final RoomState state;
    private final Roster roster;
    private final Checksums checksums;
    private final ContentFrames contentFrames;
    private final ConcurrentHashMap<Long, Frame> frames = new ConcurrentHashMap<>();
    private boolean checksumAsked;
    private @Nullable Long checksum;

    private RoomView(
            DocumentRecord document, RoomState state, Roster roster, Checksums checksums, ContentFrames contentFrames) {
        this.document = document;
        this.state = state;
        this.roster = roster;
        this.checksums = checksums;
        this.contentFrames = contentFrames;
    }

    /** What follows {@code before} (null: nothing), with which it shares what did not change. */
    static RoomView after(
            @Nullable RoomView before,
            DocumentRecord document,
            RoomState state,
            Roster roster,
            Checksums checksums) {
        ContentFrames frames = before != null && before.hash().equals(state.end().hash())
                ? before.contentFrames
                : new ContentFrames(state.content());
        return new RoomView(document, state, roster, checksums, frames);
    }

    /** Bytes of one {@code ops} message, shared by all who are sent it, and the point that it leads to. */
    public record Frame(byte[] bytes, Point end) {}

    public DocumentRecord document() {
        return document;
    }

    public long version() {
        return state.version();
    }

    public Hash hash() {
        return state.end().hash();
    }

    public Text content() {
        return state.content();
    }

    /** The {@code content} frames, shared by all who join while the content is this. Costs its length. */
    public List<byte[]> contentFrames() {
        return contentFrames.get();
    }

    /** Who is here; selections count at {@link #version()}. */
    public Roster roster() {
        return roster;
    }

    /** Whether entries after {@code version} are in memory. */
    public boolean reachesBackTo(long version) {
        return version >= state.tail().base().version();
    }

    /**
     * The frame of entries after {@code version}, as many as fit {@link #FRAME_BYTES}, at least one.
     *
     * @param version at least the tail's base, below {@link #version()}
     */
    public Frame frameAfter(long version) {
        Frame known = frames.get(version);
        if (known != null) {
            return known;
        }
        List<SealedEntry> entries = fitting(version);
        boolean complete = entries.getLast().version() == version();
        Frame frame = encode(entries, complete ? checksum() : null);
        if (frames.size() < FRAMES_KEPT) {
            frames.putIfAbsent(version, frame);
        }
        return frame;
    }

    /** Entries after {@code version}, from the tail, up to the first of which {@code own} says so. */
    public List<SealedEntry> othersAfter(long version, Predicate<Entry> own) {
        List<SealedEntry> others = new ArrayList<>();
        for (long v = version + 1; v <= version(); v++) {
            SealedEntry entry = state.tail().at(v);
            if (own.test(entry.entry())) {
                break;
            }
            others.add(entry);
        }
        return others;
    }

    /** Of the content here, if it is time for one; the same for all who ask. */
    private synchronized @Nullable Long checksum() {
        if (!checksumAsked) {
            checksumAsked = true;
            checksum = checksums.take(version(), content(), document.type());
        }
        return checksum;
    }

    private List<SealedEntry> fitting(long version) {
        List<SealedEntry> entries = new ArrayList<>();
        long bytes = 0;
        for (long v = version + 1; v <= version(); v++) {
            SealedEntry entry = state.tail().at(v);
            bytes += entry.bytes().length + 1;
            if (bytes > FRAME_BYTES && !entries.isEmpty()) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    /** Fails unless {@code entries}, read after some cursor, lead to what is published here. */
    void requireContinuedBy(List<SealedEntry> entries) throws BrokenChainException {
        if (entries.isEmpty()) {
            throw new BrokenChainException("the log ends at a reader's version");
        }
        for (SealedEntry entry : entries) {
            Hash known = state.tail().hashAt(entry.version());
            if (known != null && !known.equals(entry.hash())) {
                throw new BrokenChainException("the log has another hash at " + entry.version());
            }
        }
    }

    /** The {@code ops} message of {@code entries}, which run on. */
    public static Frame encode(List<SealedEntry> entries) {
        return encode(entries, null);
    }

    private static Frame encode(List<SealedEntry> entries, @Nullable Long checksum) {
        return new Frame(ServerCodec.ops(entries, checksum), entries.getLast().point());
    }
}
