package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads of older entries for whoever is behind the tail. Blocks begin at round versions, and who wants one that is being
 * read already gets that, proven and decoded once. Any thread may call; nothing blocks.
 */
final class SharedReads {

    /** Blocks begin at multiples of this; small enough that passing over what one has costs little. */
    static final int ALIGNED = 256;

    private final UUID documentId;
    private final RoomPorts ports;
    private final int bytesMax;
    private final ConcurrentHashMap<Long, CompletableFuture<Block>> underWay = new ConcurrentHashMap<>();

    SharedReads(UUID documentId, RoomPorts ports, RoomSettings settings) {
        this.documentId = documentId;
        this.ports = ports;
        this.bytesMax = settings.readBytes();
    }

    /** Proven entries, which run on from {@code start}. */
    private record Block(Point start, List<SealedEntry> entries) {

        long lastVersion() {
            return start.version() + entries.size();
        }

        @Nullable
        Hash hashAt(long version) {
            long index = version - start.version() - 1;
            if (index < 0) {
                return index == -1 ? start.hash() : null;
            }
            return index < entries.size() ? entries.get((int) index).hash() : null;
        }

        List<SealedEntry> after(Point cursor) {
            Hash known = hashAt(cursor.version());
            if (known == null || !known.equals(cursor.hash())) {
                throw new CompletionException(
                        new BrokenChainException("the log has another hash at " + cursor.version()));
            }
            return entries.subList((int) (cursor.version() - start.version()), entries.size());
        }
    }

    /** What the log has after {@code cursor}; fails with {@link BrokenChainException} if it does not continue it. */
    CompletionStage<List<SealedEntry>> after(Point cursor) {
        return reaching(cursor.version(), cursor.version() + 1).thenApply(block -> block.after(cursor));
    }

    /** The log's hash after {@code version}; empty if it ends before. */
    CompletionStage<Optional<Hash>> hashAt(long version) {
        return reaching(version, version).thenApply(block -> Optional.ofNullable(block.hashAt(version)));
    }

    /** A block that begins at {@code version} or before, and has {@code wanted} if the log has it. */
    private CompletionStage<Block> reaching(long version, long wanted) {
        long aligned = version - version % ALIGNED;
        return block(aligned).thenCompose(block -> block.lastVersion() >= wanted || aligned == version
                ? CompletableFuture.completedStage(block)
                : block(version)); // Large entries, or a read that began before the log had them.
    }

    private CompletionStage<Block> block(long afterVersion) {
        CompletableFuture<Block> mine = new CompletableFuture<>();
        CompletableFuture<Block> known = underWay.putIfAbsent(afterVersion, mine);
        if (known != null) {
            return known;
        }
        long begun = ports.time().nanos();
        ports.journal()
                .replay(documentId, afterVersion, bytesMax)
                .thenApplyAsync(SharedReads::proven, ports.executor())
                .whenComplete((block, failure) -> {
                    underWay.remove(afterVersion, mine);
                    ports.meter().replayed(documentId, failure == null ? block.entries().size() : -1,
                            ports.time().nanos() - begun);
                    if (failure == null) {
                        mine.complete(block);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    private static Block proven(Optional<LogBlock> read) {
        try {
            LogBlock block = read.orElseThrow(() -> new BrokenChainException("the log is gone"));
            Point start = new Point(block.start().version(), block.start().hash());
            return new Block(start, ChainedLog.entriesAfter(start, block));
        } catch (BrokenChainException e) {
            throw new CompletionException(e);
        }
    }
}
