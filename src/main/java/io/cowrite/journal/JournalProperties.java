package io.cowrite.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the journal.
 *
 * @param documentsPerStatement most documents that one statement appends to
 * @param bytesPerStatement about the most bytes that one statement appends; a larger batch goes alone
 * @param lockTimeout how long a statement waits for what another transaction holds; a locked row is not waited for
 * @param socketTimeout how long the database may be silent before a statement is in doubt; whole seconds
 * @param readers most reads of the log by rooms and requests at a time, each on a connection of its own
 * @param replays most reads at a time, likewise, for connections that are far behind
 */
@ConfigurationProperties("cowrite.journal")
record JournalProperties(
        @DefaultValue("500") int documentsPerStatement,
        @DefaultValue("1MB") DataSize bytesPerStatement,
        @DefaultValue("200ms") Duration lockTimeout,
        @DefaultValue("10s") Duration socketTimeout,
        @DefaultValue("8") int readers,
        @DefaultValue("4") int replays) {

    static final JournalProperties DEFAULTS = new JournalProperties(500, DataSize.ofMegabytes(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(10), 8, 4);

    JournalProperties {
        require(documentsPerStatement > 0, "documents-per-statement must be at least 1");
        require(bytesPerStatement.toBytes() > 0, "bytes-per-statement must be at least 1");
        require(lockTimeout.toMillis() > 0, "lock-timeout must be at least 1 ms");
        require(socketTimeout.toSeconds() > 0, "socket-timeout must be at least 1 s");
        require(socketTimeout.compareTo(lockTimeout) > 0, "socket-timeout must be longer than lock-timeout");
        require(readers > 0, "readers must be at least 1");
        require(replays > 0, "replays must be at least 1");
    }

    int socketTimeoutSeconds() {
        return Math.toIntExact(socketTimeout.toSeconds());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("cowrite.journal." + message);
        }
    }
}
