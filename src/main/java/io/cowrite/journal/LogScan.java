package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads all that is stored of a document's history, as it stands, whatever is wrong with it. Blocks. */
public final class LogScan {

    private static final int ROWS_FETCHED = 16;

    private static final String ROWS = """
            select first_version, last_version, hash, entries from commit_log
            where document_id = ? order by first_version""";

    private static final String SNAPSHOTS = """
            select version, hash, content, replicas, checksum from snapshot where document_id = ? order by version""";

    /** @param whole null if it cannot be read, or its bytes are others than were written */
    public record StoredSnapshot(long version, @Nullable Snapshot whole) {}

    private LogScan() {}

    /**
     * Gives each row of the log, in order, a few in memory at a time: one may have hundreds of kilobytes.
     *
     * @param connection that does not commit by itself; else all rows are in memory at once
     * @throws DamagedLogException at a row whose entries cannot be told apart
     */
    public static void rows(Connection connection, UUID documentId, Consumer<LogRow> each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setFetchSize(ROWS_FETCHED);
            statement.setObject(1, documentId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(new LogRow(rows.getLong("first_version"), rows.getLong("last_version"),
                            Hash.of(rows.getBytes("hash")), RowForm.entries(rows.getBytes("entries"))));
                }
            }
        }
    }

    /** Oldest first; there are few of a document. */
    public static List<StoredSnapshot> snapshots(Connection connection, UUID documentId) throws SQLException {
        List<StoredSnapshot> snapshots = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOTS)) {
            statement.setObject(1, documentId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    snapshots.add(new StoredSnapshot(rows.getLong("version"), whole(documentId, rows)));
                }
            }
        }
        return snapshots;
    }

    private static @Nullable Snapshot whole(UUID documentId, ResultSet row) throws SQLException {
        try {
            return SnapshotForm.whole(documentId, row.getLong("version"), row.getBytes("hash"),
                    row.getBytes("content"), row.getBytes("replicas"), row.getLong("checksum"));
        } catch (DamagedLogException e) {
            return null;
        }
    }
}
