package io.cowrite.room;

import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.Text;
import io.cowrite.observability.CrashPoint;
import io.cowrite.observability.RoomMeter;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a snapshot made when the log has grown by so much since the last. In the room's turn it only takes references to
 * what is committed, and a copy of the last sequences; the rest is done outside. Owned by the room's thread.
 */
final class Snapshotting {

    private static final Logger log = LoggerFactory.getLogger(Snapshotting.class);

    /** On this node, of all rooms; a room that finds so many under way tries again when it has committed more. */
    private static final int UNDER_WAY_MAX = 2;

    private final Room room;
    private final RoomPorts ports;
    private final RoomSettings.Upkeep upkeep;
    private final AtomicInteger nodeUnderWay;

    private boolean underWay;
    private long version;
    private long bytes;

    Snapshotting(Room room, RoomPorts ports, RoomSettings settings, AtomicInteger nodeUnderWay) {
        this.room = room;
        this.ports = ports;
        this.upkeep = settings.upkeep();
        this.nodeUnderWay = nodeUnderWay;
    }

    /** The document was loaded from a snapshot at {@code snapshotVersion} and {@code bytesSince} of entries after it. */
    void loaded(long snapshotVersion, long bytesSince, Head head) {
        version = snapshotVersion;
        bytes = bytesSince;
        makeIfDue(head);
    }

    void advanced(List<SealedEntry> entries, Head head) {
        for (SealedEntry entry : entries) {
            bytes += entry.bytes().length;
        }
        makeIfDue(head);
    }

    /** The one under way has ended, kept or not: the next is due when the log has grown again. */
    void done() {
        underWay = false;
    }

    private void makeIfDue(Head head) {
        boolean due = head.version() - version >= upkeep.snapshotEntries()
                || (bytes >= upkeep.snapshotBytes() && head.version() > version);
        if (!due || underWay || !begin()) {
            return;
        }
        underWay = true;
        version = head.version();
        bytes = 0;
        RoomState state = head.state();
        make(new Point(state.version(), state.end().hash()), state.content(), head.replicas().all());
    }

    private boolean begin() {
        boolean begun = nodeUnderWay.incrementAndGet() <= UNDER_WAY_MAX;
        if (!begun) {
            nodeUnderWay.decrementAndGet();
        }
        return begun;
    }

    private void make(Point point, Text content, List<Replicas.Last> replicas) {
        UUID documentId = room.documentId();
        long begun = ports.time().nanos();
        var _ = CompletableFuture.supplyAsync(() -> computed(documentId, point, content, replicas), ports.executor())
                .thenCompose(snapshot -> ports.journal().keep(snapshot))
                .whenComplete((kept, failure) -> {
                    nodeUnderWay.decrementAndGet();
                    room.post(new RoomEvent.SnapshotDone());
                    ports.meter().snapshot(failure != null
                            ? RoomMeter.Snapshot.FAILED
                            : kept ? RoomMeter.Snapshot.KEPT : RoomMeter.Snapshot.NOT_KEPT,
                            documentId, ports.time().nanos() - begun);
                    if (failure != null) {
                        log.warn("document {}: no snapshot could be kept: {}", documentId, failure.getMessage());
                    }
                });
    }

    private static Snapshot computed(UUID documentId, Point point, Text content, List<Replicas.Last> replicas) {
        Snapshot snapshot = new Snapshot(documentId, point.version(), point.hash(), StoredContent.encode(content),
                ReplicasForm.encode(replicas));
        CrashPoint.SNAPSHOT_COMPUTED.reach();
        return snapshot;
    }
}
