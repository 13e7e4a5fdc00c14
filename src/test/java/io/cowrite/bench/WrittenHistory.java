package io.cowrite.bench;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes entries straight into the log of an empty document, a row each: a letter that is typed and taken back, again and
 * again, so that the document stays as short as it was.
 */
final class WrittenHistory {

    private static final String USER = "0198c0de-7000-7000-8000-0123456789ab";
    private static final String CLIENT = "kQ3v-a8Zt_7bN0pWxYz1Q2";
    private static final long START_MILLIS = 1_790_000_000_000L;
    private static final long BETWEEN_MILLIS = 200;
    private static final int ROWS_AT_ONCE = 100;
    private static final Delta TYPED = new Trace.Patch(0, 0, "x").operation();
    private static final Delta TAKEN_BACK = new Trace.Patch(0, 1, "").operation();

    private final UUID documentId;
    private Hash hash;

    private WrittenHistory(UUID documentId) {
        this.documentId = documentId;
        this.hash = HashChain.start(documentId, DocumentType.TEXT);
    }

    /** Versions 1 to {@code entries}; then the database knows how long the table is. */
    static void write(Connection database, UUID documentId, long entries) throws SQLException {
        WrittenHistory history = new WrittenHistory(documentId);
        CopyIn rows = database.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                copy commit_log (document_id, first_version, last_version, committed_at, hash, entries) from stdin""");
        StringBuilder waiting = new StringBuilder();
        for (long version = 1; version <= entries; version++) {
            waiting.append(history.row(version));
            if (version % ROWS_AT_ONCE == 0 || version == entries) {
                byte[] bytes = waiting.toString().getBytes(StandardCharsets.US_ASCII);
                rows.writeToCopy(bytes, 0, bytes.length);
                waiting.setLength(0);
            }
        }
        rows.endCopy();
        try (Statement statement = database.createStatement()) {
            statement.execute("vacuum analyze commit_log"); // Else it would begin by itself while something is measured.
        }
    }

    private String row(long version) {
        byte[] entry = EntryCodec.encode(new Entry(START_MILLIS + version * BETWEEN_MILLIS, CLIENT,
                version % 2 == 1 ? TYPED : TAKEN_BACK, null, version, USER));
        hash = HashChain.next(hash, entry);
        return documentId + "\t" + version + "\t" + version + "\tnow\t\\\\x" + hash.hex() + "\t\\\\x00"
                + HexFormat.of().formatHex(entry) + "\n";
    }
}
