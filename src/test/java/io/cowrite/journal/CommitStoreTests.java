package io.cowrite.journal;

import io.cowrite.observability.JournalMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

/** Mostly against something that hangs up on whoever connects. */
class CommitStoreTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE); // About to turn negative, as such clocks may.
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CommitStore store = new CommitStore("test", new DatabaseAddress(
            "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/none?sslmode=disable&gssEncMode=disable",
            "nobody", ""), JournalProperties.DEFAULTS, nanos::get);

    CommitStoreTests() throws IOException {
        Thread.ofVirtual().start(this::hangUp);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("[J8] a server that cannot be reached is not asked by each append")
    void aServerThatCannotBeReachedIsNotAskedByEachAppend() {
        AppendOutcome.Failed first = tried(appended(store));
        assertThat(connections).hasValue(1);

        nanos.addAndGet(CommitStore.REST_NANOS - 1);
        assertThat(appended(store)).isEqualTo(new GroupOutcome.Untried(first));
        assertThat(connections).hasValue(1);

        nanos.addAndGet(1);
        assertThat(tried(appended(store))).isEqualTo(first);
        assertThat(connections).hasValue(2);
    }

    @Test
    @DisplayName("[J8] nor is one that refuses all")
    void aServerThatRefusesAllIsNotAskedByEachAppend() {
        try (LogDatabase database = new LogDatabase()) {
            DatabaseAddress all = database.address();
            String url = all.url() + (all.url().contains("?") ? "&" : "?")
                    + "options=-c%20default_transaction_read_only%3Don";
            CommitStore standby = new CommitStore("test", new DatabaseAddress(url, all.user(), all.password()),
                    JournalProperties.DEFAULTS, nanos::get);
            AppendOutcome.Failed first = tried(appended(standby));
            assertThat(first.sqlState()).isEqualTo("25006");
            assertThat(appended(standby)).isEqualTo(new GroupOutcome.Untried(first));
            nanos.addAndGet(CommitStore.REST_NANOS);
            assertThat(tried(appended(standby))).isEqualTo(first);
            standby.probe();
            assertThat(tried(appended(standby))).as("a probe ends the rest").isEqualTo(first);
        }
    }

    @Test
    void whatWasNotTriedIsNoStatement() {
        AtomicInteger statements = new AtomicInteger();
        JournalMeter meter = new JournalMeter() {
            @Override
            public void statement(Statement end, int rows, long entries, long bytes, long nanos) {
                statements.incrementAndGet();
            }
        };
        CommitLane lane = new CommitLane(store, JournalProperties.DEFAULTS, meter, false,
                _ -> CompletableFuture.completedStage(null));
        lane.execute(List.of());
        assertThat(statements).hasValue(1);
        lane.execute(List.of());
        assertThat(statements).hasValue(1);
    }

    @Test
    void aProbeAsksAlways() {
        store.probe();
        appended(store);
        assertThat(connections).as("it has just been asked").hasValue(1);
        store.probe();
        assertThat(connections).hasValue(2);
        assertThat(store.works()).isFalse();
    }

    private static AppendOutcome.Failed tried(GroupOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(GroupOutcome.Whole.class,
                whole -> assertThat(whole.outcome()).isInstanceOf(AppendOutcome.Failed.class));
        return (AppendOutcome.Failed) ((GroupOutcome.Whole) outcome).outcome();
    }

    private static GroupOutcome appended(CommitStore store) {
        UUID id = UUID.randomUUID();
        return store.append(List.of(append(id, start(id), "a")));
    }

    private void hangUp() {
        while (true) {
            try {
                var connection = server.accept();
                connections.incrementAndGet();
                connection.close();
            } catch (IOException e) {
                return; // The test is over.
            }
        }
    }
}
