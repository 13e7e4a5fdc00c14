package io.cowrite.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.flywaydb.core.Flyway;

/**
 * The oldest PostgreSQL that Cowrite works with, started when first asked for and stopped with the JVM. Unpacked from a
 * jar that the build puts beside the classes. It gives out one migrated database.
 */
public final class OldestPostgres {

    private static final Path HOME = Path.of("target", "oldest-postgres").toAbsolutePath();
    private static final String USER = "cowrite";

    private static final class Server {
        static final TestPostgres.Database DATABASE = start();
    }

    private OldestPostgres() {}

    /** A database with the migrations applied, the same one for all who ask. */
    public static TestPostgres.Database migrated() {
        return Server.DATABASE;
    }

    private static TestPostgres.Database start() {
        try {
            Path binaries = unpacked();
            Account account = Account.choose();
            account.open(HOME);
            Programs programs = new Programs(new Binaries(binaries), account, HOME);
            Path home = HOME.resolve("home");
            PrivateFiles.deleteTree(home);
            PrivateFiles.createDirectory(home);
            account.own(home);
            int port = start(programs, home.resolve("cluster"), home.resolve("server.log"));
            String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
            execute(server + "postgres", "create role cowrite login", "create database cowrite owner cowrite");
            Flyway.configure().dataSource(server + "cowrite", USER, "").load().migrate();
            return new TestPostgres.Database(server + "cowrite", USER, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(Programs programs, Path cluster, Path log) throws IOException {
        demand(programs.run("initdb", "--pgdata=" + cluster, "--username=postgres", "--auth=trust",
                "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"));
        int port = freePort();
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> programs.run("pg_ctl", "stop", "--mode=immediate", "--silent", "--pgdata=" + cluster)));
        demand(programs.run("pg_ctl", "start", "--wait", "--silent", "--pgdata=" + cluster, "--log=" + log,
                "--options=-p " + port + " -h 127.0.0.1 -k '' -c fsync=on"));
        return port;
    }

    private static void demand(Programs.Result result) {
        if (!result.succeeded()) {
            throw new IllegalStateException(result.output());
        }
    }

    private static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Once for each jar. */
    private static Path unpacked() throws IOException {
        Path jar = jar();
        Path target = HOME.resolve("binaries-" + jar.getFileName().toString().replace(".jar", ""));
        if (!Files.isDirectory(target)) {
            Path unfinished = HOME.resolve("unpacking");
            PrivateFiles.deleteTree(unfinished);
            Files.createDirectory(unfinished);
            unpack(jar, unfinished);
            Files.move(unfinished, target);
        }
        return target;
    }

    private static Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(HOME, "*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IllegalStateException("no jar of PostgreSQL in " + HOME + ": run Maven's generate-test-resources");
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst()
                    .orElseThrow();
            try (InputStream in = file.getInputStream(archive);
                    var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, target.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if (PrivateFiles.POSIX && (entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
