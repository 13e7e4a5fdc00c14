package io.cowrite.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/**
 * Writes what a database holds at one moment into a directory: a file for each table, in the text form of PostgreSQL's
 * {@code COPY}, and last a manifest, without which the directory is no backup.
 */
final class Export {

    static final String MANIFEST = "manifest.properties";
    static final String FORMAT = "1";

    private Export() {}

    /** The service may go on meanwhile. The manifest, as written. */
    static Properties write(Connection connection, Path directory) throws SQLException, IOException {
        requireEmpty(directory);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
        Properties manifest = new Properties();
        manifest.setProperty("format", FORMAT);
        manifest.setProperty("taken", Instant.now().toString());
        manifest.setProperty("schema", Tables.schema(connection));
        manifest.setProperty("heads", Tables.heads(connection));
        Map<String, String> tables = Tables.inOrder(connection);
        manifest.setProperty("tables", String.join(",", tables.keySet()));
        for (Map.Entry<String, String> table : tables.entrySet()) {
            write(table.getKey(), table.getValue(), connection, directory, manifest);
        }
        connection.rollback();
        try (OutputStream out = Files.newOutputStream(directory.resolve(MANIFEST))) {
            manifest.store(out, "A backup of Cowrite");
        }
        return manifest;
    }

    private static void write(String table, String columns, Connection connection, Path directory,
            Properties manifest) throws SQLException, IOException {
        MessageDigest digest = Tables.sha256();
        long rows;
        try (OutputStream out = new GZIPOutputStream(new DigestOutputStream(
                Files.newOutputStream(file(table, directory)), digest), 1 << 16)) {
            rows = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyOut("copy " + table + " (" + columns + ") to stdout", out);
        }
        manifest.setProperty(table + ".columns", columns);
        manifest.setProperty(table + ".rows", Long.toString(rows));
        manifest.setProperty(table + ".sha256", HexFormat.of().formatHex(digest.digest()));
    }

    static Path file(String table, Path directory) {
        return directory.resolve(table + ".tsv.gz");
    }

    private static void requireEmpty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new BackupException("The directory " + directory + " is not empty; name a new one.");
            }
        }
    }
}
