package io.cowrite.journal;

import io.cowrite.observability.CrashPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** One connection of the committer, never shared and never from a pool, with the settings that its promises need. */
final class CommitterSession {

    private static final int PROBE_SECONDS_MAX = 2;

    private final Connection connection;
    private final AppendStatement statement;

    private CommitterSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = new AppendStatement(connection);
    }

    static CommitterSession open(String name, DatabaseAddress address, JournalProperties properties)
            throws SQLException {
        PGSimpleDataSource source = source(address, properties);
        source.setApplicationName(name);
        Connection connection = source.getConnection();
        try (Statement settings = connection.createStatement()) {
            settings.execute(settings(properties));
            return new CommitterSession(connection);
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    AppendStatement.Reply append(List<Append> appends) throws SQLException {
        return ScopedValue.where(CrashPointSocket.APPENDING, true).call(() -> statement.execute(appends));
    }

    /** Whether the server can still be spoken with; what it answered with an error does not end that. */
    boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    boolean answers() {
        try {
            return connection.isValid(PROBE_SECONDS_MAX);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Closes the socket without a word to the server. Any thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be aborted", e);
        }
    }

    /**
     * No statement timeout: a cancelled wait for a standby reports success. The joins are always done row by row along the
     * primary keys, in the order in which they are written: a plan made while the tables were small must not say otherwise
     * for as long as this session lives. Such a plan may find the row that is followed by its document alone, where documents had a
     * row each, and read the whole log of a document for each append.
     */
    private static String settings(JournalProperties properties) {
        return """
                set synchronous_commit = on;
                set lock_timeout = %d;
                set statement_timeout = 0;
                set idle_in_transaction_session_timeout = 0;
                set idle_session_timeout = 0;
                set client_min_messages = warning;
                set default_transaction_isolation = 'read committed';
                set plan_cache_mode = force_generic_plan;
                set enable_seqscan = off;
                set enable_hashjoin = off;
                set enable_mergejoin = off;
                set join_collapse_limit = 1""".formatted(properties.lockTimeout().toMillis());
    }

    private static PGSimpleDataSource source(DatabaseAddress address, JournalProperties properties) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address.url());
        if (address.user() != null) {
            source.setUser(address.user());
        }
        if (address.password() != null) {
            source.setPassword(address.password());
        }
        source.setConnectTimeout(properties.socketTimeoutSeconds());
        source.setSocketTimeout(properties.socketTimeoutSeconds());
        source.setQueryTimeout(0);
        source.setTcpKeepAlive(true);
        source.setPrepareThreshold(1);
        // The detail of an error quotes the row: people's text does not belong in a log file.
        source.setLogServerErrorDetail(false);
        if (CrashPoint.armed()) {
            source.setSocketFactory(CrashPointSocketFactory.class.getName());
        }
        return source;
    }
}
