package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

/** What the journal in PostgreSQL must do beside, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresJournalContract extends JournalContract {

    private final Supplier<LogDatabase> databases;
    private final LogDatabase database;
    private final PostgresJournal journal;

    PostgresJournalContract(Supplier<LogDatabase> databases) {
        this.databases = databases;
        this.database = databases.get();
        this.journal = PostgresJournal.open(database.address(), JournalProperties.DEFAULTS);
    }

    LogDatabase database() {
        return database;
    }

    @AfterAll
    void close() {
        journal.close();
        database.close();
    }

    @Override
    Journal journal() {
        return journal;
    }

    @Override
    void startDocument(UUID documentId, Hash start) {
        database.startDocument(documentId, start);
    }

    @Override
    void setAccessVersion(UUID documentId, long accessVersion) {
        database.setAccessVersion(documentId, accessVersion);
    }

    @Override
    void purge(UUID documentId) {
        database.purge(documentId);
    }

    @Test
    void j1ADocumentCanStartWithEntries() {
        UUID id = UUID.randomUUID();
        database.insertDocument(id);
        Append content = append(id, start(id), "a", "b");
        new LogStart(database.sql).start(id, start(id).hash(), content.entries(), content.hash());

        assertThat(read(id, 2, 1).start()).isEqualTo(content.end());
        assertThat(outcome(append(id, content.end(), "c"))).isEqualTo(new AppendOutcome.Committed());
    }

    @Test
    void j1AStartThatIsRolledBackLeavesNoLog() {
        UUID id = UUID.randomUUID();
        new TransactionTemplate(new DataSourceTransactionManager(database.session)).executeWithoutResult(tx -> {
            new LogStart(database.sql).start(id, start(id).hash(), LogFixture.entries("a"), start(id).hash());
            assertThat(database.rowsOf(id)).isEqualTo(2);
            tx.setRollbackOnly();
        });

        assertThat(database.rowsOf(id)).isZero();
    }

    @Test
    void j3ChangedRightsHoldForEveryAppendThatBeginsAfterTheirCommit() {
        UUID id = started();
        LogEnd head = start(id);
        for (long access = 1; access <= 50; access++) {
            Append before = append(id, head, "a");
            var racing = journal.append(before);
            database.setAccessVersion(id, -access);
            Append stale = append(id, join(racing).equals(new AppendOutcome.Committed()) ? before.end() : head, "b");
            assertThat(outcome(stale)).isEqualTo(new AppendOutcome.NotAppended());
            head = stale.follows();
            database.setAccessVersion(id, LogFixture.ACCESS);
        }
    }

    /** Planned when documents had a row each: then the index may seem as good by the document alone. */
    @Test
    void j2AnAppendReadsTheRowThatItFollowsAndNoOtherOfItsLog() {
        try (LogDatabase small = databases.get()) {
            UUID id = Stream.generate(small::started).limit(500).toList().getLast();
            small.sql.sql("analyze document, commit_log").update();
            long readBefore = small.logRowsRead();
            LogEnd head = start(id);
            try (PostgresJournal planning = PostgresJournal.open(small.address(), JournalProperties.DEFAULTS)) {
                for (int i = 0; i < 100; i++) {
                    Append next = append(id, head, "a");
                    assertThat(join(planning.append(next))).isEqualTo(new AppendOutcome.Committed());
                    head = next.end();
                }
            } // Its session ends, and tells what it read.
            LogDatabase.await(() -> small.logRowsRead() - readBefore >= 100);
            assertThat(small.logRowsRead() - readBefore).as("rows read for 100 appends").isLessThan(400);
        }
    }
}
