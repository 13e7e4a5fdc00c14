package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL that stays as it is left: nobody starts it again when it dies. For one thread at a time. */
public final class UnwatchedPostgres implements AutoCloseable {

    private final Cluster cluster;
    private final Access access;

    private UnwatchedPostgres(Cluster cluster, Access access) {
        this.cluster = cluster;
        this.access = access;
    }

    /** Starts one with an empty database in {@code directory}, which has none; the programs lie in {@code programs}. */
    public static UnwatchedPostgres start(Path directory, Path programs) throws IOException {
        Path absolute = Files.createDirectories(directory).toRealPath();
        Account account = Account.choose();
        Binaries binaries = Binaries.unpacked(Files.createDirectories(programs).toRealPath());
        account.open(absolute);
        Cluster cluster = Cluster.of(absolute, new Programs(binaries, account, absolute), new SecureRandom());
        return new UnwatchedPostgres(cluster, cluster.start());
    }

    /** As the service sees it. */
    public TestPostgres.Database database() {
        return new TestPostgres.Database(access.url(Access.DATABASE), Access.USER, access.password());
    }

    /** On 127.0.0.1. */
    public int port() {
        return access.port();
    }

    /** The cluster proper. */
    public Path directory() {
        return cluster.directory();
    }

    /** A connection of the superuser's. */
    public Connection connectAsAdmin() throws SQLException {
        return DriverManager.getConnection(access.url(Access.DATABASE), Access.ADMIN, access.adminPassword());
    }

    /** The postmaster's process. */
    public long pid() throws IOException {
        return cluster.pidFile().pid().orElseThrow();
    }

    /** SIGKILL to the postmaster; its children notice by themselves. Returns when it is gone. */
    public void kill() throws IOException, InterruptedException {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        while (cluster.isRunning()) {
            Thread.sleep(5);
        }
    }

    /** An orderly end ({@code fast}). */
    public void stop() throws IOException {
        cluster.stop();
    }

    /** Starts it again on the same port, whatever became of it. */
    public void startAgain() throws IOException {
        cluster.startAgain(access);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
