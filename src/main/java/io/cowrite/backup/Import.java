package io.cowrite.backup;

import io.cowrite.proof.StoreProof;
import io.cowrite.room.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;

/** Reads a directory that {@link Export} wrote into a database that holds nothing, all of it or nothing. */
final class Import {

    private Import() {}

    static Properties manifest(Path directory) throws IOException {
        Path file = directory.resolve(Export.MANIFEST);
        if (!Files.exists(file)) {
            throw new BackupException("The directory " + directory + " holds no complete backup.");
        }
        Properties manifest = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            manifest.load(in);
        }
        if (!Export.FORMAT.equals(manifest.getProperty("format"))) {
            throw new BackupException("The backup in " + directory + " was written by a newer Cowrite; use that.");
        }
        return manifest;
    }

    /** The tables are there as they were when the backup was taken. Proves what was read before it commits. */
    static StoreProof.Total read(Properties manifest, Path directory, Connection connection)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        List<String> tables = List.of(required(manifest, "tables").split(",", -1));
        for (String table : tables) {
            requireEmpty(table, connection);
        }
        for (String table : tables) {
            read(table, manifest, directory, connection);
        }
        StoreProof.Total found = new StoreProof(connection).all();
        requireAsGood(found, manifest, connection);
        if (!Tables.heads(connection).equals(required(manifest, "heads"))) {
            throw new BackupException("The backup is damaged: its logs do not end where they did.");
        }
        connection.commit();
        return found;
    }

    /** What was known to be damaged comes back as it was; a snapshot that is wrong does not, and nothing is lost with it. */
    private static void requireAsGood(StoreProof.Total found, Properties manifest, Connection connection)
            throws SQLException {
        Set<UUID> known = quarantined(manifest, connection);
        List<Finding> damages = new ArrayList<>();
        for (Finding finding : found.findings()) {
            if (!finding.kind().isOfLog()) {
                forgetSnapshot(finding, connection);
            } else if (!known.contains(finding.documentId())) {
                damages.add(finding);
            }
        }
        if (!damages.isEmpty()) {
            throw new BackupException("The backup is damaged: "
                    + damages.stream().map(Finding::toString).collect(Collectors.joining("; ")) + ".");
        }
    }

    private static Set<UUID> quarantined(Properties manifest, Connection connection) throws SQLException {
        Set<UUID> known = new HashSet<>();
        if (List.of(required(manifest, "document.columns").split(",", -1)).contains("quarantined_at")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement
                            .executeQuery("select id from document where quarantined_at is not null")) {
                while (rows.next()) {
                    known.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return known;
    }

    private static void forgetSnapshot(Finding finding, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from snapshot where document_id = ? and version = ?")) {
            delete.setObject(1, finding.documentId());
            delete.setLong(2, finding.version());
            delete.executeUpdate();
        }
    }

    private static void read(String table, Properties manifest, Path directory, Connection connection)
            throws SQLException, IOException {
        MessageDigest digest = Tables.sha256();
        long rows;
        try (InputStream file = new DigestInputStream(Files.newInputStream(Export.file(table, directory)), digest)) {
            rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "copy " + table + " (" + required(manifest, table + ".columns") + ") from stdin",
                    new GZIPInputStream(file, 1 << 16));
            file.transferTo(OutputStream.nullOutputStream());
        }
        boolean same = required(manifest, table + ".rows").equals(Long.toString(rows))
                && required(manifest, table + ".sha256").equals(HexFormat.of().formatHex(digest.digest()));
        if (!same) {
            throw new BackupException("The backup is damaged: the file of table " + table + " was changed.");
        }
    }

    private static void requireEmpty(String table, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from " + table + " limit 1")) {
            if (row.next()) {
                throw new BackupException("The database is not empty; import into a new one.");
            }
        }
    }

    static String required(Properties manifest, String key) {
        String value = manifest.getProperty(key);
        if (value == null) {
            throw new BackupException("The backup is damaged: its manifest lacks " + key + ".");
        }
        return value;
    }
}
