package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.Selection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One client in one room, as its connection uses it. Any thread may call; nothing blocks. */
public interface LiveSession {

    String id();

    /** The newest published view. */
    RoomView view();

    /**
     * Hands over an operation. It is settled by the log: its entry comes in the stream.
     *
     * @param bytes size of the operation's JSON
     */
    void submit(long sequence, long baseVersion, Delta operation, int bytes);

    /**
     * Where the author is; lossy, newest wins.
     *
     * @param sequence if not null, the selection counts after this submission of one's own
     * @param state JSON, shown to the others as it is
     */
    void show(long baseVersion, @Nullable Long sequence, @Nullable Selection selection, @Nullable String state);

    /**
     * Entries after {@code cursor} out of the store, for a connection behind the tail: verified and
     * published, at least one.
     * The stage fails if the store cannot be read; if the log does not continue {@code cursor}, the room ends (4412).
     */
    CompletionStage<List<SealedEntry>> read(Point cursor);

    /** Whether {@code entry} is of this session's own replica. */
    boolean owns(Entry entry);

    /** Its client has other content at {@code version} than the log: counted and logged. */
    void diverged(long version, long checksum);

    /** Its author goes by another name or colour now; the others are told. */
    void rename(Author author);

    void leave();
}
