package io.cowrite.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** Somebody else's open transaction that has written the next row of a document's log. Closing takes that back. */
final class HeadLock implements AutoCloseable {

    private final Connection connection;

    private HeadLock(Connection connection) {
        this.connection = connection;
    }

    /** Also while the document is being written. */
    static HeadLock take(UUID documentId, DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        while (!inserted(documentId, connection)) {
            connection.rollback(); // An append came between.
        }
        return new HeadLock(connection);
    }

    private static boolean inserted(UUID documentId, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                select document_id, last_version + 1, last_version + 1, now(), hash, entries from commit_log
                where document_id = ? order by first_version desc limit 1
                on conflict do nothing""")) {
            statement.setObject(1, documentId);
            return statement.executeUpdate() == 1;
        }
    }

    static long lastVersion(UUID documentId, DataSource database) {
        try (Connection connection = database.getConnection()) {
            return lastVersion(documentId, connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long lastVersion(UUID documentId, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select last_version from commit_log "
                + "where document_id = ? order by first_version desc limit 1")) {
            statement.setObject(1, documentId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Waits until the service's append waits for what becomes of that row. */
    void awaitCommitterBlocked() throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and application_name = 'cowrite-committer'
                            and wait_event_type = 'Lock'""")) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        return;
                    }
                }
                try (Statement refresh = connection.createStatement()) {
                    refresh.execute("select pg_stat_clear_snapshot()");
                }
                Thread.sleep(5);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
