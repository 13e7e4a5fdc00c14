package io.cowrite.room;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedReadsTests {

    private static final int ENTRIES = 600;
    private static final int READ_BYTES = 100_000;

    private final RoomSettings settings = new RoomSettings(
            new Limits(1_000, 4, 10_000, 200), 4, 10_000, 3, 100_000, 400, 10, 100, READ_BYTES, 4, 60_000, 10_000, 20);
    private final RoomWorld world = new RoomWorld(settings, 1);
    private final List<Point> points = new ArrayList<>();

    SharedReadsTests() {
        TestSession ann = world.join("ann");
        points.add(ann.cursor);
        for (int i = 1; i <= ENTRIES; i++) {
            ann.write(i, "x", 0);
            points.add(ann.cursor);
        }
    }

    @Test
    @DisplayName("[W21] readers of one block share one read of the store, wherever in it they stand")
    void readersOfOneBlockShareOneRead() {
        SharedReads reads = new SharedReads(world.documentId, world.ports, settings);
        List<CompletableFuture<List<SealedEntry>>> answers = IntStream.range(0, SharedReads.ALIGNED)
                .mapToObj(version -> reads.after(points.get(version)).toCompletableFuture())
                .toList();
        world.settle();
        assertThat(world.journal.replays()).containsExactly(0L);
        for (int version = 0; version < SharedReads.ALIGNED; version++) {
            List<SealedEntry> entries = answers.get(version).join();
            assertThat(entries.getFirst().version()).isEqualTo(version + 1);
            assertThat(new Point(entries.getLast().version(), entries.getLast().hash()))
                    .isEqualTo(points.get((int) entries.getLast().version()));
        }
    }

    @Test
    @DisplayName("[W21] from every version on the whole log can be read, block after block")
    void fromEveryVersionTheWholeLogCanBeRead() {
        SharedReads reads = new SharedReads(world.documentId, world.ports, settings);
        for (int from = 0; from < ENTRIES; from += 7) {
            Point at = points.get(from);
            while (at.version() < ENTRIES) {
                var answer = reads.after(at).toCompletableFuture();
                world.settle();
                List<SealedEntry> entries = answer.join();
                assertThat(entries.getFirst().version()).isEqualTo(at.version() + 1);
                at = new Point(entries.getLast().version(), entries.getLast().hash());
            }
            assertThat(at).isEqualTo(points.get(ENTRIES));
        }
    }

    @Test
    @DisplayName("[W21] entries too large for a round block are read from where the reader stands")
    void largeEntriesAreReadFromWhereTheReaderStands() {
        RoomSettings tight = new RoomSettings(
                new Limits(1_000, 4, 10_000, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000, 10_000, 20);
        SharedReads reads = new SharedReads(world.documentId, world.ports, tight);
        var answer = reads.after(points.get(200)).toCompletableFuture();
        world.settle();
        assertThat(answer.join().getFirst().version()).isEqualTo(201);
        assertThat(world.journal.replays()).containsExactly(0L, 200L);
    }

    @Test
    @DisplayName("[O11] a reader whose hash the log does not have gets nothing of it")
    void aReaderWithAnotherHashGetsNothing() {
        SharedReads reads = new SharedReads(world.documentId, world.ports, settings);
        var answer = reads.after(new Point(17, Hash.of(new byte[32]))).toCompletableFuture();
        world.settle();
        assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
                .withCauseInstanceOf(BrokenChainException.class);
    }

    @Test
    @DisplayName("[O13] the hash at a version is found in a shared block, and not beyond the end")
    void theHashAtAVersionIsFound() {
        SharedReads reads = new SharedReads(world.documentId, world.ports, settings);
        for (int version : List.of(0, 1, 255, 256, 257, ENTRIES - 1, ENTRIES)) {
            var answer = reads.hashAt(version).toCompletableFuture();
            world.settle();
            assertThat(answer.join()).hasValue(points.get(version).hash());
        }
        var beyond = reads.hashAt(ENTRIES + 1).toCompletableFuture();
        world.settle();
        assertThat(beyond.join()).isEmpty();
    }

    @Test
    @DisplayName("[W21] what fails is asked anew by the next")
    void whatFailsIsAskedAnew() {
        SharedReads reads = new SharedReads(world.documentId, world.ports, settings);
        world.journal.failReads(1);
        var failed = reads.after(points.getFirst()).toCompletableFuture();
        world.settle();
        assertThat(failed).isCompletedExceptionally();
        var answer = reads.after(points.getFirst()).toCompletableFuture();
        world.settle();
        assertThat(answer.join()).isNotEmpty();
    }
}
