package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.LogRow;
import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;

/** What a fold of the log may start from instead of from nothing. */
final class SnapshotStart {

    private SnapshotStart() {}

    /**
     * The state at {@code snapshot}.
     *
     * @param block read after the version before the snapshot's, so that the log itself proves its hash
     * @throws BrokenChainException if the log has another hash at its version, or ends before it
     * @throws MalformedException if its content cannot be read
     */
    static RoomState state(Snapshot snapshot, LogBlock block) throws BrokenChainException, MalformedException {
        long version = snapshot.version();
        if (!block.has(version, snapshot.hash())) {
            throw new BrokenChainException("the log has another hash at " + version + ", or ends before it");
        }
        LogRow row = rowAt(version, block);
        Text content = StoredContent.decode(snapshot.content());
        byte[] last = row.entries().get(Math.toIntExact(version - row.firstVersion()));
        // Where the row goes on, the fold does, and then knows the row it ends in.
        LogEnd end = new LogEnd(row.firstVersion(), version, snapshot.hash());
        return new RoomState(end, content, Tail.after(new Point(version, snapshot.hash())),
                EntryCodec.decode(last).at());
    }

    private static LogRow rowAt(long version, LogBlock block) throws BrokenChainException {
        return block.rows().stream()
                .filter(row -> row.firstVersion() <= version && version <= row.lastVersion())
                .findFirst()
                .orElseThrow(() -> new BrokenChainException("no row holds version " + version));
    }
}
