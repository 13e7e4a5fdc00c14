package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

/** [J5] What one statement takes of that which waits. */
class WaitingTests {

    private static final long MUCH = 1_000_000;

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 3", "4, 3 1", "7, 3 3 1"})
    void aStatementTakesSoManyDocumentsAndTheRestGoesNext(int waiting, String statements) throws InterruptedException {
        assertThat(statements(new Waiting(3, MUCH), waiting)).isEqualTo(statements);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1 1 1 1", "0, 2 2", "1, 2 2"})
    void aStatementTakesSoManyBytesAndTheRestGoesNext(int more, String statements) throws InterruptedException {
        long bytesOfTwo = 2 * pending().bytes();
        assertThat(statements(new Waiting(100, bytesOfTwo + more), 4)).isEqualTo(statements);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aBatchLargerThanAStatementGoesAlone(int waiting) throws InterruptedException {
        assertThat(statements(new Waiting(100, 1), waiting)).isEqualTo("1 1 1".substring(0, 2 * waiting - 1));
    }

    private static Pending pending() {
        UUID id = UUID.randomUUID();
        return Pending.of(append(id, start(id), "a"));
    }

    private static String statements(Waiting waiting, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            waiting.add(pending());
        }
        waiting.close();
        List<String> sizes = new ArrayList<>();
        for (var group = waiting.take(0); group.isPresent(); group = waiting.take(0)) {
            sizes.add(String.valueOf(group.get().size()));
        }
        return String.join(" ", sizes);
    }
}
