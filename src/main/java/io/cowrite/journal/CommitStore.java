package io.cowrite.journal;

import io.cowrite.observability.CrashPoint;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes append statements on a connection that it opens when needed and drops after every failure, and says what is
 * known of each. Its lane's thread, but for {@link #works} and {@link #abort}.
 */
final class CommitStore {

    private static final Logger LOG = LoggerFactory.getLogger(CommitStore.class);

    /** After these errors the session is as good as before: bad values, broken constraints, rollbacks, locks. */
    private static final Set<String> HARMLESS_CLASSES = Set.of("22", "23", "40", "55");

    /** These are nobody's fault: a standby that takes no writes, a full disk, files that cannot be read. */
    private static final Set<String> COMMON_CLASSES = Set.of("25", "53", "58");

    /**
     * After a server could not be reached, or refused for a reason that all share, appends fail for so long without asking it: hundreds
     * of rooms try again each second, and each time a connection would be opened.
     */
    static final long REST_NANOS = 100_000_000;

    private final String name;
    private final DatabaseAddress address;
    private final JournalProperties properties;
    private final LongSupplier nanos;
    private volatile @Nullable CommitterSession session;
    private volatile boolean works;
    private @Nullable Rest rest;

    private record Rest(long sinceNanos, AppendOutcome.Failed outcome) {}

    /**
     * @param name as the server knows the connection
     * @param nanos a clock that only goes forward
     */
    CommitStore(String name, DatabaseAddress address, JournalProperties properties, LongSupplier nanos) {
        this.name = name;
        this.address = address;
        this.properties = properties;
        this.nanos = nanos;
    }

    String name() {
        return name;
    }

    /** Whether the connection is there and did what it last had to. */
    boolean works() {
        return works;
    }

    GroupOutcome append(List<Append> appends) {
        Rest resting = rest;
        if (resting != null && nanos.getAsLong() - resting.sinceNanos() < REST_NANOS) {
            return new GroupOutcome.Untried(resting.outcome());
        }
        CommitterSession current;
        try {
            current = opened();
        } catch (SQLException e) {
            return new GroupOutcome.Whole(unreached(e));
        }
        try {
            AppendStatement.Reply reply = current.append(appends);
            CrashPoint.REPLY_RECEIVED.reach();
            return reply.warning() == null
                    ? answered(reply.appended())
                    : doubt("answers with a warning", reply.warning());
        } catch (SQLException e) {
            return isDefinite(e, current) ? refused(e) : doubt("does not answer", e);
        } catch (RuntimeException | Error e) {
            return doubt("cannot be used", e);
        }
    }

    /** Looks whether the server answers, and connects anew if not. */
    void probe() {
        CommitterSession current = session;
        if (current != null && !current.answers()) {
            lost("does not answer", new SQLException("no answer to a probe"));
        }
        try {
            opened();
            worked();
        } catch (SQLException e) {
            unreached(e);
        }
    }

    /** Ends the connection, whatever it is doing. Any thread. */
    void abort() {
        CommitterSession current = session;
        if (current != null) {
            current.abort();
        }
    }

    /** Only what the server said, and lived to go on: one that panics may have written the commit before it said so. */
    private static boolean isDefinite(SQLException e, CommitterSession session) {
        return e instanceof PSQLException answer && answer.getServerErrorMessage() != null
                && !stateOf(e).startsWith("08") && !stateOf(e).startsWith("57") && !stateOf(e).isEmpty()
                && session.isOpen();
    }

    private static String stateOf(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    private CommitterSession opened() throws SQLException {
        CommitterSession current = session;
        if (current == null) {
            current = CommitterSession.open(name, address, properties);
            session = current;
        }
        rest = null;
        return current;
    }

    private AppendOutcome.Failed unreached(SQLException e) {
        lost("cannot be reached", e);
        return resting(failed(e));
    }

    private AppendOutcome.Failed resting(AppendOutcome.Failed failed) {
        rest = new Rest(nanos.getAsLong(), failed);
        return failed;
    }

    private static AppendOutcome.Failed failed(SQLException e) {
        return new AppendOutcome.Failed(stateOf(e), String.valueOf(e.getMessage()));
    }

    private GroupOutcome answered(Set<UUID> appended) {
        worked();
        return new GroupOutcome.Answered(appended);
    }

    private GroupOutcome refused(SQLException e) {
        String errorClass = stateOf(e).substring(0, 2);
        if (HARMLESS_CLASSES.contains(errorClass)) {
            LOG.debug("an append was refused: {} {}", e.getSQLState(), e.getMessage());
        } else {
            lost("refuses", e);
        }
        return COMMON_CLASSES.contains(errorClass)
                ? new GroupOutcome.Whole(resting(failed(e)))
                : new GroupOutcome.Refused(failed(e));
    }

    private GroupOutcome doubt(String what, Throwable cause) {
        lost(what, cause);
        return new GroupOutcome.Whole(new AppendOutcome.InDoubt(String.valueOf(cause.getMessage())));
    }

    private void worked() {
        if (!works) {
            works = true;
            LOG.info("The log is being written to {}", address);
        }
    }

    private void lost(String what, Throwable cause) {
        if (works) {
            works = false;
            LOG.warn("The log cannot be written: the database {}: {}", what, String.valueOf(cause.getMessage()));
        }
        abort();
        session = null;
    }
}
