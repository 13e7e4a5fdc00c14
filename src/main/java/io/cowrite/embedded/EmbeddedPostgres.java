package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL of our own. It lives until {@link #close}; if it dies before, it is started again on the same
 * port. If the JVM is killed it lives on, and the next start in its directory finds it.
 */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

    private final DirectoryLock lock;
    private final Cluster cluster;
    private final Access access;
    private final Thread watcher = Thread.ofVirtual().name("postgres-watch").unstarted(this::watch);
    private boolean closed;

    private EmbeddedPostgres(DirectoryLock lock, Cluster cluster, Access access) {
        this.lock = lock;
        this.cluster = cluster;
        this.access = access;
    }

    /**
     * Starts the server of {@code dataDirectory}, which is made, with a new cluster, if it does not exist.
     *
     * @throws PostgresException if that cannot be; nothing is left running then
     */
    static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, Account.choose());
    }

    static EmbeddedPostgres start(Path dataDirectory, Account account) {
        Path absolute = dataDirectory.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute, PrivateFiles.permissions("rwx------"));
            }
            DirectoryLock lock = DirectoryLock.take(absolute);
            CrashPoint.DIRECTORY_LOCKED.reach();
            try {
                EmbeddedPostgres started = start(lock, absolute.toRealPath(), account);
                started.watcher.start();
                return started;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new PostgresException("The data directory " + absolute + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres start(DirectoryLock lock, Path directory, Account account) throws IOException {
        Binaries binaries = Binaries.unpacked(directory);
        account.open(directory);
        Programs programs = new Programs(binaries, account, directory);
        Cluster cluster = Cluster.of(directory, programs, new SecureRandom());
        return new EmbeddedPostgres(lock, cluster, cluster.start());
    }

    Access access() {
        return access;
    }

    /** The postmaster's process. */
    long pid() {
        try {
            return cluster.pidFile().pid().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks rather than waits for the process's end: where nobody reaps orphans a dead server seems alive. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(restartIfEnded() ? WATCH_INTERVAL : RETRY_INTERVAL);
            }
        } catch (InterruptedException e) {
            // close() ends the watch.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean restartIfEnded() {
        try {
            if (!closed && !cluster.isRunning()) {
                log.error("PostgreSQL has ended by itself; starting it again");
                cluster.startAgain(access);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            log.error("PostgreSQL cannot be started again", e);
            return false;
        }
    }

    /** Stops the server and frees the directory. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watcher.interrupt();
        try (lock) {
            cluster.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
