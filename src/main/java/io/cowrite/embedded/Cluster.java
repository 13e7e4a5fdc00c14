package io.cowrite.embedded;

import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases on disk and the server that works on them. Not thread-safe; whoever calls holds the directory's lock.
 *
 * @param home holds the cluster proper, the passwords and the server's log
 */
record Cluster(Path home, Programs programs) {

    static final String HOME = "postgresql";
    static final String UNFINISHED = "postgresql.new-";
    static final String MAJOR_VERSION = "18";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final int LOG_FILES_KEPT = 10;
    private static final int STARTS_TRIED = 5;
    private static final Pattern FAILURE = Pattern.compile("FATAL:|PANIC:|ERROR:|error:|could not|No space left");

    /** The cluster of {@code dataDirectory}, made if there is none. It is complete as soon as it has its name. */
    static Cluster of(Path dataDirectory, Programs programs, SecureRandom random) throws IOException {
        for (Path abandoned : PrivateFiles.named(dataDirectory, UNFINISHED)) {
            PrivateFiles.deleteTree(abandoned);
        }
        Path home = dataDirectory.resolve(HOME);
        if (!Files.exists(home)) {
            Path unfinished = dataDirectory.resolve(UNFINISHED + ProcessHandle.current().pid());
            PrivateFiles.createDirectory(unfinished);
            new Cluster(unfinished, programs).create(Access.random(random));
            CrashPoint.DATABASE_MADE.reach();
            PrivateFiles.move(unfinished, home);
            CrashPoint.CLUSTER_NAMED.reach();
        }
        Cluster cluster = new Cluster(home, programs);
        cluster.checkVersion();
        programs.account().own(home);
        return cluster;
    }

    Path directory() {
        return home.resolve("cluster");
    }

    private Path accessFile() {
        return home.resolve("access.properties");
    }

    private Path logDirectory() {
        return home.resolve("log");
    }

    PidFile pidFile() {
        return new PidFile(directory());
    }

    private void create(Access access) throws IOException {
        log.info("Making a PostgreSQL cluster; this happens once");
        PrivateFiles.createDirectory(logDirectory());
        access.write(accessFile());
        Path passwordFile = home.resolve("admin-password");
        PrivateFiles.replace(passwordFile, access.adminPassword() + "\n");
        programs.account().own(home);
        CrashPoint.PASSWORDS_WRITTEN.reach();
        demand(programs.run("initdb", "--pgdata=" + directory(), "--username=" + Access.ADMIN,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C",
                "--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions"), "initdb failed");
        Files.delete(passwordFile);
        CrashPoint.CLUSTER_MADE.reach();
        // Without a server that others could reach, and before the cluster has its name.
        demand(programs.runWithInput("""
                create role %1$s login password '%2$s'
                create database %3$s owner %1$s
                """.formatted(Access.USER, access.password(), Access.DATABASE), "postgres", "--single",
                "-D", directory().toString(), "postgres"), "the database could not be made");
        Settings.include(directory());
    }

    private static void demand(Programs.Result result, String otherwise) {
        if (!result.succeeded() || result.output().contains("ERROR:")) {
            throw new PostgresException("PostgreSQL cannot be set up: " + otherwise + ": " + cause(result.output()));
        }
    }

    /** What a program said of its failure: the first line that reads like one, else the last. */
    private static String cause(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
        return lines.stream()
                .filter(line -> FAILURE.matcher(line).find())
                .findFirst()
                .orElse(lines.isEmpty() ? "it did not say why" : lines.getLast());
    }

    private void checkVersion() throws IOException {
        Path file = directory().resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new PostgresException("The directory " + home + " holds no PostgreSQL cluster that Cowrite knows;"
                    + " move it away, or choose another data directory with COWRITE_DATA_DIR.");
        }
        String version = Files.readString(file).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new PostgresException("The cluster in " + directory() + " was made by PostgreSQL " + version
                    + ", but this Cowrite brings PostgreSQL " + MAJOR_VERSION
                    + "; start the Cowrite that made it, and move the data with its --export and this one's --import.");
        }
    }

    /** Starts the server on the port it had, or on a free one if that is taken, and returns how it is reached. */
    Access start() throws IOException {
        endOrphan();
        CrashPoint.ORPHAN_ENDED.reach();
        removeOldLogs();
        Access access = Access.read(accessFile());
        for (int tried = 1;; tried++) {
            if (access.port() == 0 || !isFree(access.port())) {
                access = moved(access);
            }
            if (started(access, tried == STARTS_TRIED)) {
                return access;
            }
        }
    }

    /** Starts a server that died, reached as before. */
    void startAgain(Access access) throws IOException {
        endOrphan();
        for (int tried = 1; !started(access, tried == STARTS_TRIED);) {
            tried++;
        }
    }

    private boolean started(Access access, boolean last) throws IOException {
        programs.account().own(Settings.write(directory(), access.port(), logDirectory()));
        CrashPoint.SETTINGS_WRITTEN.reach();
        Path startLog = logDirectory().resolve("start.log");
        Files.deleteIfExists(startLog);
        Programs.Result result = programs.run("pg_ctl", "start", "--wait", "--timeout=150", "--silent",
                "--pgdata=" + directory(), "--log=" + startLog);
        if (!result.succeeded() && last) {
            throw new PostgresException("PostgreSQL does not start: " + reason(startLog, result) + " (its log is in "
                    + logDirectory() + ").");
        }
        if (!result.succeeded()) {
            pause();
            return false;
        }
        CrashPoint.SERVER_STARTED.reach();
        return true;
    }

    private Access moved(Access access) throws IOException {
        Access moved = access.withPort(freePort());
        moved.write(accessFile());
        if (access.port() != 0) {
            log.info("Port {} is taken; PostgreSQL moves to port {}", access.port(), moved.port());
        }
        return moved;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Orphaned backends of a killed postmaster end by themselves, and a port may be lost to another in between. */
    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(Path startLog, Programs.Result result) throws IOException {
        String text = Files.exists(startLog) ? Files.readString(startLog) : "";
        return cause(text + "\n" + result.output());
    }

    /** Stops the server that a killed JVM left, and takes no stranger for it. */
    private void endOrphan() throws IOException {
        PidFile pidFile = pidFile();
        if (pidFile.isEmptyOrBroken()) {
            pidFile.delete();
            return;
        }
        OptionalLong pid = pidFile.pid();
        if (pid.isEmpty()) {
            return;
        }
        if (pidFile.isOurs(pid.getAsLong())) {
            log.info("Stopping the PostgreSQL (process {}) that an earlier run left", pid.getAsLong());
            stop();
        } else if (ProcessHandle.of(pid.getAsLong()).isPresent()) {
            log.info("The pid file of PostgreSQL is stale: process {} is another program", pid.getAsLong());
            pidFile.disown();
        }
    }

    boolean isRunning() throws IOException {
        OptionalLong pid = pidFile().pid();
        return pid.isPresent() && pidFile().isOurs(pid.getAsLong());
    }

    /** Stops the server; sessions that are open are cut off. Does nothing if it does not run. */
    void stop() throws IOException {
        if (!isRunning()) {
            return;
        }
        for (String mode : List.of("fast", "immediate")) {
            if (programs.run("pg_ctl", "stop", "--wait", "--timeout=60", "--silent", "--mode=" + mode,
                    "--pgdata=" + directory()).succeeded()) {
                return;
            }
        }
        throw new PostgresException("The PostgreSQL in " + directory() + " does not stop; stop it by hand.");
    }

    private void removeOldLogs() throws IOException {
        List<Path> logs = PrivateFiles.named(logDirectory(), "postgresql-");
        for (Path old : logs.subList(0, Math.max(0, logs.size() - LOG_FILES_KEPT))) {
            Files.delete(old);
        }
    }
}
