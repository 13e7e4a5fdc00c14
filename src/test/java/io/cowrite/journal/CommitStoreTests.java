package io.cowrite.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

/** Against something that hangs up on whoever connects. */
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
        GroupOutcome first = appended();
        assertThat(first).isInstanceOfSatisfying(GroupOutcome.Whole.class,
                whole -> assertThat(whole.outcome()).isInstanceOf(AppendOutcome.Failed.class));
        assertThat(connections).hasValue(1);

        nanos.addAndGet(CommitStore.REST_NANOS - 1);
        assertThat(appended()).isEqualTo(first);
        assertThat(connections).hasValue(1);

        nanos.addAndGet(1);
        assertThat(appended()).isEqualTo(first);
        assertThat(connections).hasValue(2);
    }

    @Test
    void aProbeAsksAlways() {
        store.probe();
        appended();
        assertThat(connections).as("it has just been asked").hasValue(1);
        store.probe();
        assertThat(connections).hasValue(2);
        assertThat(store.works()).isFalse();
    }

    private GroupOutcome appended() {
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
