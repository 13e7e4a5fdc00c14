package io.cowrite.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** An open transaction of somebody else that has locked, or removed, a row of the log. Closing rolls it back. */
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
