package io.cowrite.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Asks the database on virtual threads, so many at a time, in the order they came. Any thread may call. */
final class StoreCalls implements AutoCloseable {

    /** What is done with a connection; it blocks. */
    interface Call<T> {
        T run(Connection connection) throws SQLException;
    }

    private final DataSource connections;
    private final Semaphore permits;
    private final ExecutorService threads;

    /** @param atATimeMax {@code connections} should have as many */
    StoreCalls(String name, DataSource connections, int atATimeMax) {
        this.connections = connections;
        this.permits = new Semaphore(atATimeMax, true);
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** The stage fails with {@code otherwise} as its message if the database cannot be asked. */
    <T> CompletionStage<T> run(String otherwise, Call<T> call) {
        try {
            return CompletableFuture.supplyAsync(() -> runNow(otherwise, call), threads);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedStage(closed);
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        threads.close();
    }

    private <T> T runNow(String otherwise, Call<T> call) {
        permits.acquireUninterruptibly();
        try (Connection connection = connections.getConnection()) {
            return call.run(connection);
        } catch (SQLException e) {
            throw new CompletionException(otherwise, DamagedLogException.isDamage(e)
                    ? new DamagedLogException(otherwise + ": " + e.getMessage(), e)
                    : e);
        } finally {
            permits.release();
        }
    }
}
