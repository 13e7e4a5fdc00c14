package io.cowrite.simulation;

import io.cowrite.access.Rights;
import io.cowrite.journal.Append;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.Journal;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.SimulatedCommitter;
import io.cowrite.journal.Snapshot;
import io.cowrite.room.DocumentRecord;
import io.cowrite.room.DocumentSource;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One life of a node, asking the store: questions and answers take their way, and may be lost on it. */
final class NodeJournal implements Journal, DocumentSource {

    private final World world;
    private final Life life;
    private final SimulatedCommitter committer;

    NodeJournal(World world, Life life) {
        this.world = world;
        this.life = life;
        this.committer = new SimulatedCommitter(
                (group, answer) -> new Statement(world, life, group, answer).send(), world.scenario.documentsMax(),
                Duration.ofMillis(Neighbours.LOCK_TIMEOUT_MILLIS), world.queue::now,
                task -> world.queue.in(world.random.nextLong(40_000), life, task));
    }

    @Override
    public CompletionStage<AppendOutcome> append(Append append) {
        world.neighbours.append(committer, life);
        return world.neighbours.watched(append, committer.append(append));
    }

    @Override
    public CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        return ask(() -> Optional.of(world.store.read(afterVersion, bytesMax)));
    }

    @Override
    public CompletionStage<Optional<LogBlock>> replay(UUID documentId, long afterVersion, int bytesMax) {
        world.tally.add(Seen.STORE_REPLAYS);
        return read(documentId, afterVersion, bytesMax);
    }

    @Override
    public CompletionStage<Boolean> keep(Snapshot snapshot) {
        return ask(() -> world.store.keep(snapshot));
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshot(UUID documentId, long versionMax) {
        return ask(() -> world.store.snapshot(versionMax));
    }

    @Override
    public CompletionStage<Optional<DocumentRecord>> find(UUID documentId) {
        return ask(() -> {
            Rights rights = world.store.rights();
            DocumentRecord found = new DocumentRecord(documentId, "Title", world.scenario.type(), rights);
            return rights.purged() ? Optional.empty() : Optional.of(found);
        });
    }

    /** Asks the store and has the answer come back, or fail, in its time. */
    <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean fails = world.weather.readFails();
        world.queue.in(way(), life, () -> {
            if (fails) {
                world.queue.in(way(), life,
                        () -> answer.completeExceptionally(new IllegalStateException("the store cannot be read")));
                return;
            }
            T found = question.get();
            world.queue.in(way(), life, () -> answer.complete(found));
        });
        return answer;
    }

    private long way() {
        Node node = life.node();
        return world.weather.way() + (node == null ? 0 : node.farNanos());
    }
}
