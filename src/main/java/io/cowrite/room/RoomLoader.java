package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.Text;
import io.cowrite.observability.CrashPoint;
import io.cowrite.observability.RoomMeter;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds a document's log into the state that a room starts from, block by block, never blocking. It begins at the newest
 * snapshot that the log bears out, else at an older one, else at nothing. Of a document in quarantine it gives as much as
 * can be proven.
 */
final class RoomLoader {

    private static final Logger log = LoggerFactory.getLogger(RoomLoader.class);

    private final UUID documentId;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private final boolean quarantined;

    RoomLoader(UUID documentId, RoomPorts ports, RoomSettings settings) {
        this(documentId, ports, settings, false);
    }

    private RoomLoader(UUID documentId, RoomPorts ports, RoomSettings settings, boolean quarantined) {
        this.documentId = documentId;
        this.ports = ports;
        this.settings = settings;
        this.quarantined = quarantined;
    }

    /**
     * What a room starts from.
     *
     * @param snapshotVersion of the snapshot that it was loaded from; 0: of none
     * @param bytesSince of entries after that
     */
    record Loaded(
            DocumentRecord document, RoomState state, Replicas replicas, long snapshotVersion, long bytesSince) {}

    /** How far the fold has come. {@code replicas} is its own, and changed by it. */
    private record Fold(RoomState state, Replicas replicas, long snapshotVersion, long bytesSince) {}

    /**
     * Empty if there is no such document. One whose log is damaged is put into quarantine first; fails with
     * {@link BrokenChainException} if the log does not fit and yet is not damaged: it went back meanwhile.
     */
    CompletionStage<Optional<Loaded>> load() {
        return ports.documents().find(documentId).thenCompose(found -> found.isEmpty()
                ? CompletableFuture.completedStage(Optional.empty())
                : load(found.get()));
    }

    private CompletionStage<Optional<Loaded>> load(DocumentRecord document) {
        if (document.rights().quarantined()) {
            return new RoomLoader(documentId, ports, settings, true).whole(document);
        }
        return whole(document).exceptionallyCompose(failure -> BrokenChainException.in(failure) == null
                ? CompletableFuture.failedStage(failure)
                : ports.quarantine().examine(documentId).thenCompose(damaged -> damaged
                        ? load()
                        : CompletableFuture.failedStage(failure)));
    }

    private CompletionStage<Optional<Loaded>> whole(DocumentRecord document) {
        long begun = ports.time().nanos();
        return fromSnapshot(document, Long.MAX_VALUE).whenComplete((fold, failure) -> ports.meter().loaded(documentId,
                failure == null ? fold.state().version() : -1, failure == null ? fold.snapshotVersion() : 0,
                ports.time().nanos() - begun)).thenApply(fold -> Optional.of(
                        new Loaded(
                                document, fold.state().withTail(settings.loadedTailBytes()), fold.replicas(),
                                fold.snapshotVersion(), fold.bytesSince())));
    }

    /** From the newest snapshot at or before {@code versionMax}; from an older one if that leads nowhere. */
    private CompletionStage<Fold> fromSnapshot(DocumentRecord document, long versionMax) {
        return newest(versionMax).thenCompose(found -> {
            if (found.isEmpty()) {
                return readOn(nothing(document));
            }
            Snapshot snapshot = found.get();
            return start(snapshot).thenCompose(this::readOn).exceptionallyCompose(failure -> {
                BrokenChainException broken = BrokenChainException.in(failure);
                if (broken == null) {
                    return CompletableFuture.failedStage(failure);
                }
                ports.meter().snapshot(RoomMeter.Snapshot.PASSED_OVER, documentId, 0);
                log.warn("document {}: the snapshot at version {} is passed over: {}", documentId, snapshot.version(),
                        broken.getMessage());
                return fromSnapshot(document, Math.min(versionMax, snapshot.version()) - 1);
            });
        });
    }

    /** Snapshots that cannot be read are as good as none. */
    private CompletionStage<Optional<Snapshot>> newest(long versionMax) {
        return ports.journal().snapshot(documentId, versionMax).exceptionally(failure -> {
            log.warn("document {}: snapshots cannot be read: {}", documentId, failure.getMessage());
            return Optional.empty();
        });
    }

    private Fold nothing(DocumentRecord document) {
        Point start = new Point(0, HashChain.start(documentId, document.type()));
        RoomState empty = new RoomState(new LogEnd(0, 0, start.hash()), Text.EMPTY, Tail.after(start), 0);
        return new Fold(empty, new Replicas(settings.replicas()), 0, 0);
    }

    private CompletionStage<Fold> start(Snapshot snapshot) {
        CrashPoint.SNAPSHOT_LOADED.reach();
        return read(snapshot.version() - 1, 1).thenApplyAsync(block -> started(snapshot, block), ports.executor());
    }

    private Fold started(Snapshot snapshot, LogBlock block) {
        try {
            Replicas replicas = ReplicasForm.decode(snapshot.replicas(), settings.replicas());
            return new Fold(SnapshotStart.state(snapshot, block), replicas, snapshot.version(), 0);
        } catch (MalformedException e) {
            throw failure(new BrokenChainException(String.valueOf(e.getMessage())));
        } catch (BrokenChainException e) {
            throw failure(e);
        }
    }

    private CompletionStage<Fold> readOn(Fold fold) {
        return read(fold.state().version(), settings.readBytes())
                .thenComposeAsync(
                        block -> {
                            Fold next = followed(fold, block);
                            boolean isEnd = block.reachedHead() || next.state().version() == fold.state().version();
                            return isEnd ? CompletableFuture.completedStage(next) : readOn(next);
                        },
                        ports.executor())
                .exceptionallyCompose(failure -> quarantined && BrokenChainException.in(failure) != null
                        ? CompletableFuture.completedStage(fold)
                        : CompletableFuture.failedStage(failure));
    }

    private CompletionStage<LogBlock> read(long afterVersion, int bytesMax) {
        return ports.journal()
                .read(documentId, afterVersion, bytesMax)
                .thenApply(block -> block.orElseThrow(
                        () -> failure(new BrokenChainException("document " + documentId + " has no log"))));
    }

    private Fold followed(Fold fold, LogBlock block) {
        try {
            ChainedLog.Followed followed = quarantined
                    ? ChainedLog.followProven(fold.state(), block, settings)
                    : ChainedLog.follow(fold.state(), block, settings);
            long bytes = fold.bytesSince();
            for (SealedEntry entry : followed.entries()) {
                fold.replicas().add(entry.entry());
                bytes += entry.bytes().length;
            }
            return new Fold(followed.state(), fold.replicas(), fold.snapshotVersion(), bytes);
        } catch (BrokenChainException e) {
            throw failure(e);
        }
    }

    private static CompletionException failure(BrokenChainException e) {
        return new CompletionException(e);
    }
}
