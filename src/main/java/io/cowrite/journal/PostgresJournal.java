package io.cowrite.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The log in PostgreSQL: a committer with a connection of its own writes it, readers on a pool of their own read it, so
 * that neither waits for requests or for each other.
 */
final class PostgresJournal implements Journal, AutoCloseable {

    private final Committer committer;
    private final HikariDataSource readers;
    private final LogReader reader;

    private PostgresJournal(Committer committer, HikariDataSource readers, LogReader reader) {
        this.committer = committer;
        this.readers = readers;
        this.reader = reader;
    }

    /** Opens the journal; the database need not be there yet. */
    static PostgresJournal open(DatabaseAddress address, JournalProperties properties) {
        HikariDataSource readers = new HikariDataSource(readers(address, properties));
        Committer committer = new Committer(new CommitStore(address, properties), properties);
        committer.start();
        return new PostgresJournal(committer, readers, new LogReader(readers, properties.readers()));
    }

    @Override
    public CompletionStage<AppendOutcome> append(Append append) {
        return committer.append(append);
    }

    @Override
    public CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        return reader.read(documentId, afterVersion, bytesMax);
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
        readers.close();
    }

    private static HikariConfig readers(DatabaseAddress address, JournalProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cowrite-log-readers");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(properties.readers());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(properties.socketTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "cowrite-log-reader");
        config.addDataSourceProperty("socketTimeout", properties.socketTimeoutSeconds());
        config.addDataSourceProperty("prepareThreshold", 1);
        return config;
    }
}
