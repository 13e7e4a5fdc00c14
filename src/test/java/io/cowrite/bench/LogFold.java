package io.cowrite.bench;

import io.cowrite.journal.StoredEntries;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A document's log, read straight from the table and applied as naively as can be: without the code under test. */
final class LogFold {

    private static final JsonMapper JSON = new JsonMapper();

    private final StringBuilder text = new StringBuilder();
    private long version = -1;
    private long rows;
    private long refused;
    private long entryBytes;
    private byte[] hash = new byte[0];

    private LogFold() {}

    /**
     * Reads the whole log.
     *
     * @throws IllegalStateException if versions leave a gap or repeat, or if the hashes do not chain
     */
    static LogFold of(Connection connection, UUID documentId) throws SQLException {
        LogFold fold = new LogFold();
        connection.setAutoCommit(false); // Else the driver would fetch everything at once.
        try (PreparedStatement rows = connection.prepareStatement("""
                select first_version, last_version, hash, entries from commit_log
                where document_id = ? order by first_version""")) {
            rows.setFetchSize(1_000);
            rows.setObject(1, documentId);
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    fold.row(documentId, row.getLong(1), row.getLong(2), StoredEntries.plain(row.getBytes(4)));
                    require(Arrays.equals(fold.hash, row.getBytes(3)),
                            "the hash of row " + row.getLong(1) + " differs");
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return fold;
    }

    /** The newest version; every one from 1 on was there once. */
    long version() {
        return version;
    }

    /** Commits, without the first row, which is empty. */
    long commits() {
        return rows - 1;
    }

    long refused() {
        return refused;
    }

    long entryBytes() {
        return entryBytes;
    }

    String text() {
        return text.toString();
    }

    private void row(UUID documentId, long first, long last, byte[] stored) {
        rows++;
        require(first == version + 1, "row " + first + " follows version " + version);
        require(stored[0] == 0, "row " + first + " is not plain");
        if (first == 0) {
            require(last == 0 && stored.length == 1, "the first row is not empty");
            version = 0;
            hash = sha256(("{\"documentId\":\"" + documentId + "\",\"documentType\":\"text\"}")
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        entries(Arrays.copyOfRange(stored, 1, stored.length));
        require(version == last, "row " + first + " ends at " + version + ", not at " + last);
    }

    private void entries(byte[] bytes) {
        entryBytes += bytes.length;
        try (JsonParser parser = JSON.createParser(bytes)) {
            int start = 0;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode entry = parser.readValueAsTree();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                hash = sha256(hash, Arrays.copyOfRange(bytes, start, end));
                start = end;
                version++;
                apply(entry);
            }
        }
    }

    private void apply(JsonNode entry) {
        if (entry.has("refused")) {
            refused++;
        }
        int at = 0;
        for (JsonNode op : entry.get("operation")) {
            if (op.has("retain")) {
                at += op.get("retain").asInt();
            } else if (op.has("insert")) {
                String inserted = op.get("insert").asString();
                text.insert(at, inserted);
                at += inserted.length();
            } else {
                int end = at + op.get("delete").asInt();
                require(end <= text.length(), "entry " + version + " reaches past the end");
                text.delete(at, end);
            }
        }
        require(at <= text.length(), "entry " + version + " reaches past the end");
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
