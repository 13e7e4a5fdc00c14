package io.cowrite.journal;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.protocol.Hash;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A migrated database for one test, as somebody beside the journal sees it. */
final class LogDatabase implements AutoCloseable {

    private final TestPostgres.Database database;
    final DataSource connections;
    final SingleConnectionDataSource session;
    final JdbcClient sql;

    LogDatabase() {
        this(TestPostgres.migrated());
    }

    LogDatabase(TestPostgres.Database database) {
        this.database = database;
        this.connections = database.dataSource();
        this.session = new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        this.sql = JdbcClient.create(session);
    }

    @Override
    public void close() {
        session.destroy();
    }

    DatabaseAddress address() {
        return new DatabaseAddress(database.url(), database.user(), database.password());
    }

    UUID started() {
        UUID id = UUID.randomUUID();
        startDocument(id, LogFixture.startHash(id));
        return id;
    }

    void startDocument(UUID documentId, Hash start) {
        insertDocument(documentId);
        new LogStart(sql).start(documentId, start, List.of(), start);
    }

    void insertDocument(UUID documentId) {
        UUID owner = UUID.randomUUID();
        sql.sql("insert into app_user (id, name, color, created_at) values (?, 'Ada', '#123456', now())")
                .params(owner)
                .update();
        sql.sql("""
                insert into document
                    (id, title, type, owner_id, access_version, created_at, updated_at)
                values (?, 'Notes', 'text', ?, ?, now(), now())""")
                .params(documentId, owner, LogFixture.ACCESS)
                .update();
    }

    void setAccessVersion(UUID documentId, long accessVersion) {
        sql.sql("update document set access_version = ? where id = ?")
                .params(accessVersion, documentId)
                .update();
    }

    void purge(UUID documentId) {
        sql.sql("update document set purged_at = now() where id = ?").params(documentId).update();
    }

    long rowsOf(UUID documentId) {
        return sql.sql("select count(*) from commit_log where document_id = ?")
                .params(documentId)
                .query(Long.class)
                .single();
    }

    /** How many rows of all logs were found by their key, as far as sessions have told. */
    long logRowsRead() {
        return sql.sql("select idx_tup_read from pg_stat_user_indexes where indexrelname = 'commit_log_pkey'")
                .query(Long.class)
                .single();
    }

    /** Waits until the committer of this database waits for a lock that somebody else holds. */
    void awaitCommitterBlocked() {
        awaitBlocked("cowrite-committer");
    }

    void awaitBlocked(String applicationName) {
        await(() -> sql.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and application_name = ? and wait_event_type = 'Lock'""")
                .params(applicationName)
                .query(Long.class)
                .single() == 1);
    }

    long sessionsOf(String applicationName) {
        return sql.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and application_name = ?""")
                .params(applicationName)
                .query(Long.class)
                .single();
    }

    /** Ends the committer's session on the server. */
    void terminateCommitter() {
        sql.sql("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and application_name = 'cowrite-committer'""")
                .query(Long.class)
                .single();
    }

    /** Waits as long as it takes, up to a minute, so that a failure is a failure and not a hang. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come to pass");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
