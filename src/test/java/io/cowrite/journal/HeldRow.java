package io.cowrite.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** An open transaction of somebody else that has locked, removed or written a row of the log. Closing rolls it back. */
final class HeldRow implements AutoCloseable {

    private final Connection connection;

    private HeldRow(Connection connection) {
        this.connection = connection;
    }

    static HeldRow locked(LogDatabase database, UUID documentId, long firstVersion) throws SQLException {
        return hold(
                database,
                "select 1 from commit_log where document_id = ? and first_version = ? for update",
                documentId,
                firstVersion);
    }

    /** As an append holds the row that it follows. */
    static HeldRow shared(LogDatabase database, UUID documentId, long firstVersion) throws SQLException {
        return hold(
                database,
                "select 1 from commit_log where document_id = ? and first_version = ? for share",
                documentId,
                firstVersion);
    }

    /** A row that stands where the next one is to be written, and will not be there in the end: others wait for that. */
    static HeldRow inserted(LogDatabase database, UUID documentId, long firstVersion) throws SQLException {
        return hold(
                database,
                """
                        insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                        select ?, v, v, now(), sha256(''), '\\x00' from (select ?::bigint as v) as at""",
                documentId,
                firstVersion);
    }

    static HeldRow removed(LogDatabase database, UUID documentId, long firstVersion) throws SQLException {
        return hold(
                database,
                "delete from commit_log where document_id = ? and first_version = ?",
                documentId,
                firstVersion);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback(); // Closing alone is not waited for by the server.
        connection.close();
    }

    private static HeldRow hold(LogDatabase database, String sql, UUID documentId, long firstVersion)
            throws SQLException {
        Connection connection = database.connections.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, documentId);
            statement.setLong(2, firstVersion);
            statement.execute();
        }
        return new HeldRow(connection);
    }
}
