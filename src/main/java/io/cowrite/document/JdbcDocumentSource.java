package io.cowrite.document;

import io.cowrite.room.DocumentRecord;
import io.cowrite.room.DocumentSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads records for rooms on a few threads of its own, so that rooms never wait and never take all connections. */
@Component
class JdbcDocumentSource implements DocumentSource, DisposableBean {

    private static final int THREADS = 4;
    private static final int WAITING_MAX = 20_000;

    private final RecordReader records;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual().name("record-reader-", 0).factory());

    JdbcDocumentSource(RecordReader records) {
        this.records = records;
    }

    @Override
    public CompletionStage<Optional<DocumentRecord>> find(UUID documentId) {
        try {
            return CompletableFuture.supplyAsync(() -> records.find(documentId), threads);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedStage(full);
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
