package io.cowrite.room;

import io.cowrite.kernel.Text;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** What a room has published: committed, immutable, for any thread. Frames are encoded once and shared. */
public final class RoomView {

    /** Bytes of entries that a frame is built to. */
    public static final int FRAME_BYTES = 64 << 10;

    private static final int FRAMES_KEPT = 64;

    private final DocumentRecord document;
    private final RoomState state;
    private final Roster roster;
    private final ConcurrentHashMap<Long, Frame> frames = new ConcurrentHashMap<>();

    RoomView(DocumentRecord document, RoomState state, Roster roster) {
        this.document = document;
        this.state = state;
        this.roster = roster;
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
        Frame frame = encode(fitting(version));
        if (frames.size() < FRAMES_KEPT) {
            frames.putIfAbsent(version, frame);
        }
        return frame;
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
        SealedEntry last = entries.getLast();
        return new Frame(ServerCodec.ops(entries, null), new Point(last.version(), last.hash()));
    }
}
