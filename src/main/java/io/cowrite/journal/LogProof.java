package io.cowrite.journal;

import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the logs of all documents have no gap and their hashes follow from each other. One thread. */
public final class LogProof {

    private static final int ROWS_FETCHED = 500;

    private static final String SQL = """
            select id, type, purged_at, first_version, last_version, hash, entries
            from document left join commit_log on document_id = id
            order by id, first_version""";

    /**
     * What was found.
     *
     * @param documents whose logs were read
     * @param entries of all of them
     * @param damaged what is wrong, a sentence for each document that is
     */
    public record Found(long documents, long entries, List<String> damaged) {}

    private final List<String> damaged = new ArrayList<>();
    private long documents;
    private long entries;
    private @Nullable UUID documentId;
    private boolean isDamaged;
    private long version;
    private Hash hash = Hash.of(new byte[Hash.BYTES]);

    private LogProof() {}

    /** Reads all logs, on {@code connection}, which does not commit by itself, so that nothing moves meanwhile. */
    public static Found of(Connection connection) throws SQLException {
        LogProof proof = new LogProof();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_FETCHED);
            try (ResultSet rows = statement.executeQuery(SQL)) {
                while (rows.next()) {
                    proof.take(rows);
                }
            }
        }
        return new Found(proof.documents, proof.entries, List.copyOf(proof.damaged));
    }

    private void take(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        if (!id.equals(documentId)) {
            begin(id, row);
        } else if (!isDamaged) {
            followed(row);
        }
    }

    private void begin(UUID id, ResultSet row) throws SQLException {
        documentId = id;
        isDamaged = false;
        version = 0;
        byte[] stored = row.getBytes("hash");
        if (stored == null) {
            if (row.getObject("purged_at") == null) {
                damaged("has no log");
            }
            return;
        }
        documents++;
        DocumentType type = DocumentType.ofWireName(row.getString("type"));
        hash = type == null ? Hash.of(new byte[Hash.BYTES]) : HashChain.start(id, type);
        if (row.getLong("last_version") != 0 || !hash.equals(Hash.of(stored))) {
            damaged("does not begin as it must");
        }
    }

    private void followed(ResultSet row) throws SQLException {
        if (row.getLong("first_version") != version + 1) {
            damaged("has a gap after version " + version);
            return;
        }
        try {
            for (byte[] entry : RowForm.entries(row.getBytes("entries"))) {
                hash = HashChain.next(hash, entry);
                version++;
                entries++;
            }
        } catch (DamagedLogException e) {
            damaged("cannot be read after version " + version + ": " + e.getMessage());
            return;
        }
        if (version != row.getLong("last_version") || !hash.equals(Hash.of(row.getBytes("hash")))) {
            damaged("does not prove itself up to version " + row.getLong("last_version"));
        }
    }

    private void damaged(String what) {
        isDamaged = true;
        damaged.add("the log of document " + documentId + " " + what);
    }
}
