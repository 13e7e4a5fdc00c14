package io.cowrite.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cowrite.observability.JournalMeter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The log in PostgreSQL: a committer with a connection of its own writes it, readers on a pool of their own read it, and
 * may each take a share of that, so that neither waits for requests or for each other.
 */
final class PostgresJournal implements Journal, AutoCloseable {

    private static final int SNAPSHOTS_AT_A_TIME = 2;

    private final Committer committer;
    private final HikariDataSource connections;
    private final LogReader reader;
    private final LogReader replays;
    private final SnapshotStore snapshots;
    private final WrittenDocuments written = new WrittenDocuments();

    private PostgresJournal(Committer committer, HikariDataSource connections, JournalProperties properties,
            JournalMeter meter) {
        this.committer = committer;
        this.connections = connections;
        this.reader = new LogReader(connections, properties.readers());
        this.replays = new LogReader(connections, properties.replays());
        this.snapshots = new SnapshotStore(connections, SNAPSHOTS_AT_A_TIME, meter);
    }

    /** Opens the journal; the database need not be there yet. */
    static PostgresJournal open(DatabaseAddress address, JournalProperties properties) {
        return open(address, properties, JournalMeter.NONE);
    }

    /** The same, telling {@code meter} of its work. */
    static PostgresJournal open(DatabaseAddress address, JournalProperties properties, JournalMeter meter) {
        HikariDataSource connections = new HikariDataSource(readers(address, properties));
        Committer committer = new Committer(
                (name, probes, commit) -> new CommitLane(
                        new CommitStore(name, address, properties, System::nanoTime), properties, meter, probes,
                        commit),
                properties.lockTimeout(), System::nanoTime, meter);
        committer.start();
        return new PostgresJournal(committer, connections, properties, meter);
    }

    @Override
    public CompletionStage<AppendOutcome> append(Append append) {
        written.row(append.documentId());
        return committer.append(append);
    }

    @Override
    public CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        return reader.read(documentId, afterVersion, bytesMax);
    }

    @Override
    public CompletionStage<Optional<LogBlock>> replay(UUID documentId, long afterVersion, int bytesMax) {
        return replays.read(documentId, afterVersion, bytesMax);
    }

    @Override
    public CompletionStage<Boolean> keep(Snapshot snapshot) {
        return snapshots.keep(snapshot);
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshot(UUID documentId, long versionMax) {
        return snapshots.newest(documentId, versionMax);
    }

    /** Which documents this node writes. */
    WrittenDocuments written() {
        return written;
    }

    /** Whether appends are being committed, as far as is known. */
    boolean works() {
        return committer.works();
    }

    /** Commits what was given and answers what was asked, then closes. */
    @Override
    public void close() {
        committer.close();
        reader.close();
        replays.close();
        snapshots.close();
        connections.close();
    }

    private static HikariConfig readers(DatabaseAddress address, JournalProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cowrite-log-readers");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(properties.readers() + properties.replays() + SNAPSHOTS_AT_A_TIME);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(properties.socketTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "cowrite-log-reader");
        config.addDataSourceProperty("socketTimeout", properties.socketTimeoutSeconds());
        config.addDataSourceProperty("prepareThreshold", 1);
        return config;
    }
}
