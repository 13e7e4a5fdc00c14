package io.cowrite.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.util.unit.DataSize;

import static io.cowrite.journal.JournalContract.join;
import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reading what is damaged, and what is long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogReaderTests {

    private static final int ALL = Integer.MAX_VALUE;

    private final LogDatabase database = new LogDatabase();
    private final PostgresJournal journal = PostgresJournal.open(database.address(), JournalProperties.DEFAULTS);
    private UUID id = UUID.randomUUID();

    @BeforeEach
    void startWithThreeRows() {
        id = database.started();
        LogEnd head = start(id);
        for (String text : new String[]{"a", "b", "c"}) {
            Append append = append(id, head, text);
            assertThat(join(journal.append(append))).isEqualTo(new AppendOutcome.Committed());
            head = append.end();
        }
    }

    @AfterAll
    void close() {
        journal.close();
        database.close();
    }

    @Test
    void j6AGapIsDamage() {
        change("delete from commit_log where document_id = ? and first_version = 2");

        LogBlock before = journal.read(id, 0, ALL).toCompletableFuture().join().orElseThrow();
        assertThat(before.rows()).as("what is whole").hasSize(1);
        assertThat(before.reachedHead()).isFalse();
        assertThatThrownBy(read(1)).hasRootCauseInstanceOf(DamagedLogException.class);
        assertThat(journal.read(id, 3, ALL).toCompletableFuture().join()).isPresent();
    }

    @Test
    void j6ALogWithoutAStartIsDamage() {
        change("delete from commit_log where document_id = ? and first_version = 0");

        assertThatThrownBy(read(0)).hasRootCauseInstanceOf(DamagedLogException.class);
    }

    @Test
    void j6ARowThatHoldsOtherEntriesThanItSaysIsDamage() {
        change("update commit_log set last_version = 4 where document_id = ? and first_version = 3");

        assertThatThrownBy(read(2)).hasRootCauseInstanceOf(DamagedLogException.class);
    }

    @Test
    void j6AFormThatIsUnknownIsDamage() {
        change("update commit_log set entries = '\\x09' where document_id = ? and first_version = 3");

        assertThatThrownBy(read(2)).hasRootCauseInstanceOf(DamagedLogException.class);
    }

    @Test
    void j6EntriesThatCannotBeToldApartAreDamage() {
        change("update commit_log set entries = '\\x007b22' where document_id = ? and first_version = 3");

        assertThatThrownBy(read(2)).cause().isInstanceOf(DamagedLogException.class);
    }

    @Test
    void j6ALogOfManySmallRowsIsReadInBlocksWithoutGap() {
        int last = 20_000;
        database.sql.sql("""
                insert into commit_log
                select document_id, version, version, now(), hash, entries
                from commit_log, generate_series(4, ?) version
                where document_id = ? and first_version = 3""").params(last, id).update();

        long version = 0;
        boolean reachedHead = false;
        while (!reachedHead) {
            LogBlock block = join(journal.read(id, version, ALL)).orElseThrow();
            assertThat(block.start().version()).isEqualTo(version);
            assertThat(block.rows()).isNotEmpty().hasSizeLessThanOrEqualTo(4_096);
            version = block.rows().getLast().lastVersion();
            reachedHead = block.reachedHead();
        }
        assertThat(version).isEqualTo(last);
    }

    @Test
    void moreReadsThanReadersAreAllAnswered() {
        CompletableFuture<?>[] reads = new CompletableFuture<?>[100];
        for (int i = 0; i < reads.length; i++) {
            reads[i] = journal.read(id, i % 4, ALL).toCompletableFuture();
        }
        join(CompletableFuture.allOf(reads));
    }

    @Test
    void soManyReadsAreMadeAtATimeAndTheOthersWait() throws SQLException {
        JournalProperties few = new JournalProperties(
                500, DataSize.ofMegabytes(1), Duration.ofSeconds(1), Duration.ofSeconds(60), 3, 2);
        List<CompletableFuture<?>> reads = new ArrayList<>();
        try (PostgresJournal narrow = PostgresJournal.open(database.address(), few)) {
            try (Connection somebody = database.connections.getConnection();
                    Statement lock = somebody.createStatement()) {
                somebody.setAutoCommit(false);
                lock.execute("lock table commit_log in access exclusive mode");
                for (int i = 0; i < 6; i++) {
                    reads.add(narrow.read(id, 0, ALL).toCompletableFuture());
                    reads.add(narrow.replay(id, 0, ALL).toCompletableFuture());
                }
                LogDatabase.await(() -> readsUnderWay() == 5);
                for (int i = 0; i < 20; i++) {
                    assertThat(readsUnderWay()).isEqualTo(5);
                }
                somebody.rollback();
            }
            join(CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)));
        }
    }

    private long readsUnderWay() {
        return database.sql.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and application_name = 'cowrite-log-reader'
                    and wait_event_type = 'Lock'""").query(Long.class).single();
    }

    private void change(String sql) {
        assertThat(database.sql.sql(sql).params(id).update()).isEqualTo(1);
    }

    private ThrowableAssert.ThrowingCallable read(long afterVersion) {
        return () -> journal.read(id, afterVersion, ALL).toCompletableFuture().join();
    }
}
