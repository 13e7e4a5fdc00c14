package io.cowrite.embedded;

import io.cowrite.web.Anteroom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/** A start that waits for a PostgreSQL which is named but cannot be reached, as after a power cut that both had. */
final class PostgresWait {

    private static final Logger log = LoggerFactory.getLogger(PostgresWait.class);

    private static final long TRY_MILLIS = 1_000;
    private static final long TELL_NANOS = 30_000_000_000L;
    private static final String ANSWER_SECONDS_MAX = "10";

    private final JdbcConnectionDetails server;

    PostgresWait(JdbcConnectionDetails server) {
        this.server = server;
    }

    /**
     * Returns when the server answers, whatever; meanwhile the ports that {@code environment} names are answered on.
     *
     * @throws PostgresException if it does not within {@code patience}
     */
    void untilItAnswers(Duration patience, Environment environment) {
        SQLException away = look();
        if (away == null) {
            return;
        }
        long begun = System.nanoTime();
        long told = begun - TELL_NANOS;
        try (Anteroom _ = Anteroom.open(environment)) {
            for (; away != null; away = look()) {
                long now = System.nanoTime();
                if (now - begun >= patience.toNanos()) {
                    throw new PostgresException(sentence(away), away);
                }
                if (now - told >= TELL_NANOS) {
                    told = now;
                    log.warn("{} Trying again until it can be reached.", sentence(away));
                }
                pause();
            }
        }
        log.info("PostgreSQL can be reached.");
    }

    private static String sentence(SQLException away) {
        return "Cowrite cannot reach its PostgreSQL: " + away.getMessage();
    }

    /** Why the server cannot be reached; null if it answers. */
    private @Nullable SQLException look() {
        Properties how = new Properties();
        how.setProperty("connectTimeout", ANSWER_SECONDS_MAX);
        how.setProperty("socketTimeout", ANSWER_SECONDS_MAX);
        setIfKnown(how, "user", server.getUsername());
        setIfKnown(how, "password", server.getPassword());
        try {
            DriverManager.getConnection(server.getJdbcUrl(), how).close();
            return null;
        } catch (SQLException e) {
            return isAway(e.getSQLState()) ? e : null;
        }
    }

    private static void setIfKnown(Properties how, String name, @Nullable String value) {
        if (value != null) {
            how.setProperty(name, value);
        }
    }

    /** No connection (08), stopping or starting (57P01 to 57P03), or no place for another connection (53300). */
    static boolean isAway(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("57P0") || sqlState.equals("53300"));
    }

    private static void pause() {
        try {
            Thread.sleep(TRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("Cowrite was stopped while it waited for its PostgreSQL.", e);
        }
    }
}
