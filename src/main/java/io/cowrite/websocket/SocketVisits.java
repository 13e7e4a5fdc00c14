package io.cowrite.websocket;

import io.cowrite.access.Author;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Writes down who opened which document by socket, so that it is in their list. Beside everything else: few at a time, at
 * most 1,000 wait, and what is too much or cannot be written is left out. Any thread.
 */
final class SocketVisits implements JoinListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SocketVisits.class);
    private static final int WRITERS = 2;
    private static final int WAITING_MAX = 1_000;

    private final JoinListener visits;
    private final ThreadPoolExecutor writers = new ThreadPoolExecutor(
            WRITERS,
            WRITERS,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual().name("cowrite-visits-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param visits writes one down, and blocks meanwhile */
    SocketVisits(JoinListener visits) {
        this.visits = visits;
    }

    @Override
    public void joined(Author author, UUID documentId) {
        writers.execute(() -> record(author, documentId));
    }

    private void record(Author author, UUID documentId) {
        try {
            visits.joined(author, documentId);
        } catch (RuntimeException e) {
            log.warn("document {}: that {} opened it cannot be written down: {}", documentId, author.id(),
                    e.toString());
        }
    }

    @Override
    public void destroy() {
        writers.shutdownNow();
    }
}
