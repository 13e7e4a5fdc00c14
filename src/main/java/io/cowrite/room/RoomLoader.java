package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogEnd;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Folds a document's log into the state that a room starts from, block by block, never blocking. */
final class RoomLoader {

    private final UUID documentId;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private final Replicas replicas;

    RoomLoader(UUID documentId, RoomPorts ports, RoomSettings settings) {
        this.documentId = documentId;
        this.ports = ports;
        this.settings = settings;
        this.replicas = new Replicas(settings.replicas());
    }

    /** What a room starts from. */
    record Loaded(DocumentRecord document, RoomState state, Replicas replicas) {}

    /** Empty if there is no such document; fails with {@link BrokenChainException} if its log is damaged. */
    CompletionStage<Optional<Loaded>> load() {
        return ports.documents().find(documentId).thenCompose(found -> found.isEmpty()
                ? CompletableFuture.completedStage(Optional.empty())
                : fold(found.get()));
    }

    private CompletionStage<Optional<Loaded>> fold(DocumentRecord document) {
        Point start = new Point(0, HashChain.start(documentId, document.type()));
        RoomState empty = new RoomState(new LogEnd(0, 0, start.hash()), Text.EMPTY, Tail.after(start), 0);
        return readOn(empty).thenApply(state -> Optional.of(new Loaded(document, state, replicas)));
    }

    private CompletionStage<RoomState> readOn(RoomState state) {
        return ports.journal()
                .read(documentId, state.version(), settings.readBytes())
                .thenComposeAsync(
                        block -> {
                            LogBlock read = block.orElseThrow(
                                    () -> failure(new BrokenChainException("document " + documentId + " has no log")));
                            RoomState next = followed(state, read);
                            return read.reachedHead() ? CompletableFuture.completedStage(next) : readOn(next);
                        },
                        ports.executor());
    }

    private RoomState followed(RoomState state, LogBlock block) {
        try {
            ChainedLog.Followed followed = ChainedLog.follow(state, block, settings);
            for (SealedEntry entry : followed.entries()) {
                replicas.add(entry.entry());
            }
            return followed.state();
        } catch (BrokenChainException e) {
            throw failure(e);
        }
    }

    private static CompletionException failure(BrokenChainException e) {
        return new CompletionException(e);
    }
}
