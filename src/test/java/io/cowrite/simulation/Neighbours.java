package io.cowrite.simulation;

import io.cowrite.journal.Append;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.SimulatedCommitter;
import io.cowrite.protocol.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Documents beside the one that people write: appends to them are given together with its own, and share statements with
 * them. The rows of any may be refused, or be locked by another transaction.
 */
final class Neighbours {

    /** The SQLSTATE of a row that breaks a check. */
    static final String REFUSED = "23514";

    static final long LOCK_TIMEOUT_MILLIS = 200;

    /** After so long a group is not divided any more. */
    private static final long DIVIDED_WITHIN = 10 * LOCK_TIMEOUT_MILLIS * EventQueue.MILLI;

    private static final byte[] ENTRY = {'{', '}'};

    private final World world;
    private final SplittableRandom random;
    private final Row ours = new Row(World.DOCUMENT);
    private final List<Row> others = new ArrayList<>();
    private final Map<UUID, Row> byDocument = new HashMap<>();
    private long rows;

    /** The last row of one document. */
    private static final class Row {

        private final UUID documentId;
        private LogEnd end;
        private long refusedUntil = -1;
        private long lockedUntil = -1;
        /** Whose append is under way. */
        private @Nullable Life writer;

        Row(UUID documentId) {
            this.documentId = documentId;
            this.end = new LogEnd(0, 0, Hash.of(new byte[Hash.BYTES]));
        }
    }

    Neighbours(World world, int many, SplittableRandom random) {
        this.world = world;
        this.random = random;
        byDocument.put(ours.documentId, ours);
        for (int i = 0; i < many; i++) {
            // Some before it in the order of a statement, some after it.
            Row row = new Row(new UUID(World.DOCUMENT.getMostSignificantBits() + (i % 2 == 0 ? 1 : -1), i));
            others.add(row);
            byDocument.put(row.documentId, row);
        }
    }

    private Row of(Append append) {
        Row row = byDocument.get(append.documentId());
        if (row == null) {
            throw new IllegalArgumentException("no such document: " + append.documentId());
        }
        return row;
    }

    // What goes wrong.

    void refuse(long nanos) {
        drawn().refusedUntil = world.queue.now() + nanos;
    }

    void lock(long nanos) {
        drawn().lockedUntil = world.queue.now() + nanos;
    }

    private Row drawn() {
        return others.isEmpty() || random.nextInt(3) == 0 ? ours : others.get(random.nextInt(others.size()));
    }

    /** The document that people write is well again; the others are not, and must not matter to it. */
    void heal() {
        ours.refusedUntil = Math.min(ours.refusedUntil, world.queue.now());
        ours.lockedUntil = Math.min(ours.lockedUntil, world.queue.now());
    }

    // The statement.

    boolean isRefused(Append append) {
        return of(append).refusedUntil > world.queue.now();
    }

    boolean isLocked(Append append) {
        return of(append).lockedUntil > world.queue.now();
    }

    boolean begin(Append append) {
        return !isLocked(append) && of(append).end.equals(append.follows());
    }

    boolean commit(Append append) {
        Row row = of(append);
        boolean fits = row.end.equals(append.follows());
        row.end = fits ? append.end() : row.end;
        return fits;
    }

    // Who appends.

    /** Some append now, over {@code committer}. */
    void append(SimulatedCommitter committer, Life life) {
        for (Row row : others) {
            Life writer = row.writer;
            if ((writer == null || writer.isOver()) && random.nextBoolean()) {
                row.writer = life;
                Append append = new Append(row.documentId, row.end, 0, List.of(ENTRY), freshHash());
                CompletionStage<AppendOutcome> _ = watched(append, committer.append(append))
                        .whenComplete((outcome, failure) -> row.writer = null);
            }
        }
    }

    /** Objects if {@code append} is refused for the sake of another document. */
    CompletionStage<AppendOutcome> watched(Append append, CompletionStage<AppendOutcome> answer) {
        long since = world.queue.now();
        return answer.thenApply(outcome -> {
            boolean refused = outcome instanceof AppendOutcome.Failed(String state, String message)
                    && state.equals(REFUSED);
            if (refused && of(append).refusedUntil < since && world.queue.now() - since < DIVIDED_WITHIN) {
                world.judge.object("a row was refused for the sake of another document's");
            }
            return outcome;
        });
    }

    private Hash freshHash() {
        return Hash.of(ByteBuffer.allocate(Hash.BYTES).putLong(++rows).array());
    }
}
