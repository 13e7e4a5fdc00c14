package io.cowrite.websocket;

import io.cowrite.access.Author;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of visits while the database takes none. */
class SocketVisitsTests {

    private static final Author ANN = new Author("user-ann", "Ann", "#112233");
    private static final int WRITERS = 2;
    private static final int WAITING_MAX = 1_000;

    private final CountDownLatch database = new CountDownLatch(1);
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore written = new Semaphore(0);
    private final Set<UUID> rows = ConcurrentHashMap.newKeySet();
    private final SocketVisits visits = new SocketVisits((_, documentId) -> write(documentId));

    private void write(UUID documentId) {
        asked.release();
        try {
            database.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rows.add(documentId);
        written.release();
        if (documentId.getLeastSignificantBits() == 1) {
            throw new IllegalStateException("made by the test");
        }
    }

    @AfterEach
    void end() {
        visits.destroy();
    }

    @Test
    @DisplayName("[R9] 1,000 visits wait to be written down, the next is left out; one that fails costs nobody anything")
    void aThousandWait() throws InterruptedException {
        for (int i = 1; i <= WRITERS; i++) {
            visits.joined(ANN, new UUID(0, i));
        }
        assertThat(asked.tryAcquire(WRITERS, 30, TimeUnit.SECONDS)).isTrue();
        int all = WRITERS + WAITING_MAX;
        for (int i = WRITERS + 1; i <= all + 1; i++) {
            visits.joined(ANN, new UUID(0, i));
        }
        database.countDown();
        assertThat(written.tryAcquire(all, 30, TimeUnit.SECONDS)).isTrue();
        visits.joined(ANN, new UUID(0, all + 2));
        assertThat(written.tryAcquire(1, 30, TimeUnit.SECONDS)).isTrue();
        assertThat(rows).hasSize(all + 1).contains(new UUID(0, all), new UUID(0, all + 2))
                .doesNotContain(new UUID(0, all + 1));
    }
}
