package io.cowrite.room;

import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Limits;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much one commit takes of what waits. */
class BatchTests {

    private static final int MUCH = 1_000_000;

    @ParameterizedTest
    @CsvSource({"3, '1, 3'", "4, '1, 3, 1'", "7, '1, 3, 3, 1'"})
    @DisplayName("[O2] a commit has at most so many entries; the rest goes next")
    void entriesOfACommit(int waiting, String rows) {
        assertThat(sizes(commits(3, MUCH, waiting))).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"-1, '1, 2, 2'", "0, '1, 2, 2'", "1, '1, 3, 1'"})
    @DisplayName("[O2] a commit that has so many bytes of entries takes no more")
    void bytesOfACommit(int more, String rows) {
        int bytes = commits(1, MUCH, 1).getLast().entries().getFirst().length;
        assertThat(sizes(commits(100, 2 * bytes + more, 4))).isEqualTo(rows);
    }

    /** The commits when {@code waiting} submissions of equal bytes wait behind another one. */
    private static List<LogRow> commits(int rowEntries, int rowBytes, int waiting) {
        RoomWorld world = new RoomWorld(
                new RoomSettings(new Limits(1_000, 4, 20, 200), 100, MUCH, rowEntries, rowBytes, 400, 10, 100, MUCH,
                        4, 60_000, MUCH, 20),
                1);
        List<TestSession> people = IntStream.rangeClosed(0, waiting).mapToObj(i -> world.join("p" + i)).toList();
        world.journal.next(Fault.SLOW);
        for (TestSession one : people) {
            one.submit(1, 0, Delta.EMPTY);
            world.settle();
        }
        world.journal.release();
        world.settle();
        CompletableFuture<Optional<LogBlock>> read = world.log.read(world.documentId, 0, MUCH).toCompletableFuture();
        world.settle();
        return read.join().orElseThrow().rows();
    }

    private static String sizes(List<LogRow> rows) {
        return String.join(", ", rows.stream().map(row -> String.valueOf(row.entries().size())).toList());
    }
}
