package io.cowrite.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** Somebody else's open transaction that has locked the newest row of a document's log. Closing lets go. */
final class HeadLock implements AutoCloseable {

    private final Connection connection;

    private HeadLock(Connection connection) {
        this.connection = connection;
    }

    /** Also while the document is being written. */
    static HeadLock take(UUID documentId, DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        while (true) {
            long locked = lastVersion(documentId, connection, " for update");
            if (locked == lastVersion(documentId, connection, "")) {
                return new HeadLock(connection);
            }
            connection.rollback(); // An append came between.
        }
    }

    static long lastVersion(UUID documentId, DataSource database) {
        try (Connection connection = database.getConnection()) {
            return lastVersion(documentId, connection, "");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long lastVersion(UUID documentId, Connection connection, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select last_version from commit_log "
                + "where document_id = ? order by first_version desc limit 1" + lock)) {
            statement.setObject(1, documentId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Waits until the service's append waits for this lock. */
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
