package io.cowrite.embedded;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a PostgreSQL, ours or another, is new enough and keeps what it says it has committed. */
final class ServerCheck {

    private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);
    private static final int OLDEST_VERSION = 15;
    private static final List<String> SETTINGS = List.of("fsync", "synchronous_commit", "full_page_writes");

    private ServerCheck() {}

    /**
     * Warns of settings that may lose what was committed.
     *
     * @throws PostgresException if the server is too old
     */
    static void check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            checkVersion(connection.getMetaData().getDatabaseMajorVersion(), connection.getMetaData().getURL());
            for (String setting : switchedOff(connection)) {
                log.warn("PostgreSQL runs with {} = off: A CRASH MAY LOSE EDITS THAT PEOPLE HAVE SEEN AS SAVED."
                        + " Switch it on.", setting);
            }
        } catch (SQLException | PoolInitializationException e) {
            Throwable reason = e instanceof SQLException || e.getCause() == null ? e : e.getCause();
            throw new PostgresException("Cowrite cannot use its PostgreSQL: " + reason.getMessage(), e);
        }
    }

    static void checkVersion(int majorVersion, String url) {
        if (majorVersion < OLDEST_VERSION) {
            throw new PostgresException("Cowrite needs PostgreSQL " + OLDEST_VERSION + " or newer; the server at " + url
                    + " is version " + majorVersion + ".");
        }
    }

    /** Those of the settings that durability rests on that are off. */
    static List<String> switchedOff(Connection connection) throws SQLException {
        List<String> off = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    if (row.next() && row.getString(1).equals("off")) {
                        off.add(setting);
                    }
                }
            }
        }
        return off;
    }
}
