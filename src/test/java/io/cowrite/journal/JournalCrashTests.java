package io.cowrite.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that crashes, or loses its database, at every step of a commit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalCrashTests {

    private static final int KILLED = 137;

    private final LogDatabase database = new LogDatabase();

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
            "STATEMENT_SENT:1:cut",
            "STATEMENT_SENT:1:throw",
            "STATEMENT_COMMITTED:1:cut",
            "STATEMENT_COMMITTED:1:throw",
            "REPLY_RECEIVED:1:throw"
    })
    void j8AnAnswerThatIsLostLeavesTheAppendInDoubtAndTheNextAttemptSettlesIt(String crash)
            throws IOException, InterruptedException {
        UUID id = database.started();
        Process process = appendOnce(id, crash);
        String output = outputOf(process);

        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("crash point " + crash.substring(0, crash.indexOf(':')), "attempt 1: InDoubt");
        assertThat(output).containsAnyOf("attempt 2: NotAppended", "attempt 2: Committed");
        assertThat(database.rowsOf(id)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"STATEMENT_COMMITTED:1:halt", "REPLY_RECEIVED:1:halt"})
    void p1AProcessThatDiesAfterTheCommitLeavesItsRow(String crash) throws IOException, InterruptedException {
        UUID id = database.started();
        Process process = appendOnce(id, crash);
        String output = outputOf(process);

        assertThat(process.exitValue()).as(output).isEqualTo(KILLED);
        assertThat(output).doesNotContain("attempt 1");
        assertThat(database.rowsOf(id)).isEqualTo(2);
    }

    @Test
    void j8TheRowOfAProcessThatDiedMayStandLater() throws IOException, InterruptedException, SQLException {
        UUID id = database.started();
        try (HeldRow _ = HeldRow.inserted(database, id, 1)) {
            Process process = appendOnce(id, "STATEMENT_SENT:1:halt");
            assertThat(process.waitFor()).isEqualTo(KILLED);
            assertThat(database.rowsOf(id)).isEqualTo(1);
            database.awaitCommitterBlocked();
        }
        LogDatabase.await(() -> database.rowsOf(id) == 2);
    }

    @Test
    void aProcessThatIsStoppedGoesOnWhereItStood() throws IOException, InterruptedException {
        UUID id = database.started();
        Process process = appendOnce(id, "STATEMENT_COMMITTED:1:stop");
        LogDatabase.await(() -> database.rowsOf(id) == 2);
        LogDatabase.await(() -> isStopped(process));
        new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).start().waitFor();

        assertThat(outputOf(process)).contains("attempt 1: Committed", "attempt 2: NotAppended");
    }

    private Process appendOnce(UUID id, String crash) throws IOException {
        DatabaseAddress address = database.address();
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dcowrite.crash=" + crash,
                "-cp",
                System.getProperty("java.class.path"),
                AppendOnce.class.getName(),
                address.url(),
                String.valueOf(address.user()),
                String.valueOf(address.password()),
                id.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String outputOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static boolean isStopped(Process process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.contains("State:\tT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
