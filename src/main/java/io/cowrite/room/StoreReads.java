package io.cowrite.room;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a room's sessions ask the store for: published entries, and the hash of a point. Any thread; nothing blocks. */
final class StoreReads {

    private final Room room;
    private final RoomPorts ports;
    private final SharedReads shared;

    StoreReads(Room room, RoomPorts ports, RoomSettings settings) {
        this.room = room;
        this.ports = ports;
        this.shared = new SharedReads(room.documentId(), ports, settings);
    }

    /** Entries after {@code cursor}; see {@link LiveSession#read}. */
    CompletionStage<List<SealedEntry>> after(Point cursor) {
        return shared.after(cursor).thenApplyAsync(this::published, ports.executor())
                .whenComplete((entries, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    }
                });
    }

    /** The log's hash after {@code version}; empty if it ends before. */
    CompletionStage<Optional<Hash>> hashAt(long version) {
        return shared.hashAt(version);
    }

    /** Reading failed with {@code failure}, which may say that the log is not what the room knows. */
    void failed(Throwable failure) {
        BrokenChainException broken = BrokenChainException.in(failure);
        if (broken != null) {
            room.post(new RoomEvent.ChainBroken(String.valueOf(broken.getMessage())));
        }
    }

    private List<SealedEntry> published(List<SealedEntry> read) {
        try {
            RoomView published = room.view();
            published.requireContinuedBy(read);
            return read.stream()
                    .filter(entry -> entry.version() <= published.version())
                    .toList();
        } catch (BrokenChainException e) {
            throw new CompletionException(e);
        }
    }
}
