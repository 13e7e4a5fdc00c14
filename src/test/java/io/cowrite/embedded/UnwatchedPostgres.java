package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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

    /**
     * A running copy of the data directory in {@code directory}, which is new; it follows this one's log.
     *
     * @param name as which it says so; see {@code synchronous_standby_names}
     */
    public UnwatchedPostgres standby(Path directory, String name) throws IOException, SQLException {
        Path home = Files.createDirectories(directory.toAbsolutePath().resolve(Cluster.HOME));
        Files.createDirectories(home.resolve("log"));
        cluster.programs().account().open(directory.toAbsolutePath());
        try (Connection admin = connectAsAdmin(); Statement statement = admin.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            copy(cluster.directory(), home.resolve("cluster"));
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(home.resolve("cluster").resolve("backup_label"), stopped.getString(1));
            }
        }
        Path copy = home.resolve("cluster");
        Files.createFile(copy.resolve("standby.signal"));
        Files.writeString(copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=%s'%n".formatted(
                        access.port(), Access.ADMIN, access.adminPassword(), name));
        access.withPort(0).write(home.resolve("access.properties"));
        cluster.programs().account().own(home);
        Cluster other = new Cluster(home, cluster.programs());
        return new UnwatchedPostgres(other, other.start());
    }

    /** All but what belongs to the process that runs; files may change or vanish meanwhile. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectory(to.resolve(from.relativize(directory)),
                        PrivateFiles.permissions("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith("postmaster.pid") && !file.endsWith("postmaster.opts")) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** Makes a standby a server that writes. */
    public void promote() throws SQLException {
        execute("select pg_promote(true, 60)");
    }

    /** Runs SQL as the superuser, each statement in a transaction of its own. */
    public void execute(String... statements) throws SQLException {
        try (Connection admin = connectAsAdmin(); Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row, as the superuser sees it; blank if there is none. */
    public String ask(String sql) throws SQLException {
        try (Connection admin = connectAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
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

    /** Starts it if it has ended. */
    public void ensureStarted() throws IOException {
        if (!cluster.isRunning()) {
            startAgain();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
