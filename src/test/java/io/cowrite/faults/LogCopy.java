package io.cowrite.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document's log as it lies in the database, read, chained and folded by nothing of the service's own, so that it can
 * judge it. Making one checks that versions run from 1 without gap and that every hash is right.
 */
final class LogCopy {

    /** An entry at its version, with what it did to the content. {@code hash} is the log's after it. */
    record Line(
            long version,
            String hash,
            String userId,
            String clientId,
            long sequence,
            String refused,
            String operation,
            String inserted,
            String deleted) {

        String submission() {
            return userId + " " + clientId + " " + sequence;
        }

        String replica() {
            return userId + " " + clientId;
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private byte[] hash;

    private LogCopy(UUID documentId) {
        hash = sha256().digest(("{\"documentId\":\"" + documentId + "\",\"documentType\":\"text\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    static LogCopy of(UUID documentId, DataSource database) throws SQLException {
        LogCopy copy = new LogCopy(documentId);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select first_version, last_version, hash, entries from commit_log
                        where document_id = ? order by first_version""")) {
            statement.setObject(1, documentId);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).as("there is a row of version 0").isTrue();
                assertThat(rows.getLong("last_version")).isZero();
                assertThat(rows.getBytes("hash")).isEqualTo(copy.hash);
                while (rows.next()) {
                    copy.row(rows);
                }
            }
        }
        return copy;
    }

    List<Line> lines() {
        return lines;
    }

    Line at(long version) {
        return lines.get(Math.toIntExact(version - 1));
    }

    long version() {
        return lines.size();
    }

    /** The content after all entries. */
    String text() {
        return text.toString();
    }

    private void row(ResultSet row) throws SQLException {
        assertThat(row.getLong("first_version")).as("versions run on").isEqualTo(version() + 1);
        byte[] entries = row.getBytes("entries");
        assertThat(entries[0]).as("the form of a row").isZero();
        int start = 1;
        while (start < entries.length) {
            int end = endOfObject(entries, start);
            line(Arrays.copyOfRange(entries, start, end));
            start = end;
        }
        assertThat(row.getLong("last_version")).as("versions run on").isEqualTo(version());
        assertThat(row.getBytes("hash")).as("the hash after version %s", version()).isEqualTo(hash);
    }

    private void line(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(hash);
        hash = digest.digest(bytes);
        JsonNode entry = JSON.readTree(bytes);
        StringBuilder inserted = new StringBuilder();
        StringBuilder deleted = new StringBuilder();
        apply(entry.get("operation"), inserted, deleted);
        lines.add(new Line(version() + 1, HexFormat.of().formatHex(hash), entry.get("userId").asString(),
                entry.get("clientId").asString(), entry.get("sequence").asLong(), entry.path("refused").asString(""),
                entry.get("operation").toString(), inserted.toString(), deleted.toString()));
    }

    private void apply(JsonNode operation, StringBuilder inserted, StringBuilder deleted) {
        int at = 0;
        for (JsonNode component : operation) {
            if (component.has("retain")) {
                at += component.get("retain").asInt();
            } else if (component.has("insert")) {
                String piece = component.get("insert").asString();
                text.insert(at, piece);
                inserted.append(piece);
                at += piece.length();
            } else {
                int end = at + component.get("delete").asInt();
                assertThat(end).as("a delete within the content").isLessThanOrEqualTo(text.length());
                deleted.append(text, at, end);
                text.delete(at, end);
            }
        }
    }

    private static int endOfObject(byte[] bytes, int start) {
        int depth = 0;
        boolean inString = false;
        for (int i = start; i < bytes.length; i++) {
            if (inString && bytes[i] == '\\') {
                i++;
            } else if (inString) {
                inString = bytes[i] != '"';
            } else if (bytes[i] == '"') {
                inString = true;
            } else if (bytes[i] == '{') {
                depth++;
            } else if (bytes[i] == '}' && --depth == 0) {
                return i + 1;
            }
        }
        throw new AssertionError("an entry is cut off");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
