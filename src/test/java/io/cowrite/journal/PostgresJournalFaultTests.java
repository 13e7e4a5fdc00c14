package io.cowrite.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static io.cowrite.journal.JournalContract.join;
import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What PostgreSQL can do to an append. */
class PostgresJournalFaultTests {

    private static final AppendOutcome COMMITTED = new AppendOutcome.Committed();

    private final LogDatabase database = new LogDatabase();
    private PostgresJournal journal = open(Duration.ofSeconds(30));

    @AfterEach
    void close() {
        journal.close();
        database.close();
    }

    @Test
    void j8AnAppendWhoseSessionIsKilledIsInDoubtAndTheJournalHeals() throws SQLException {
        UUID id = database.started();
        Append append = append(id, start(id), "a");
        CompletionStage<AppendOutcome> outcome;
        try (HeldRow _ = HeldRow.inserted(database, id, 1)) {
            outcome = journal.append(append);
            database.awaitCommitterBlocked();
            database.terminateCommitter();
            assertThat(join(outcome)).isInstanceOf(AppendOutcome.InDoubt.class);
        }

        assertThat(join(journal.append(append))).isEqualTo(COMMITTED);
        assertThat(database.rowsOf(id)).isEqualTo(2);
    }

    @Test
    void j8AnIdleJournalHealsWithoutAnAppend() {
        LogDatabase.await(journal::works);
        database.terminateCommitter();
        UUID id = database.started();

        assertThat(join(journal.append(append(id, start(id), "a")))).isInstanceOf(AppendOutcome.InDoubt.class);
        assertThat(journal.works()).isFalse();
        LogDatabase.await(journal::works);
    }

    @Test
    void j8AWarningLeavesTheWholeGroupInDoubtThoughItCommitted() {
        database.sql.sql("""
                create function warn() returns trigger language plpgsql as
                $$ begin raise warning 'the standby was not waited for'; return new; end $$""").update();
        database.sql.sql("create trigger warn before insert on commit_log for each row execute function warn()")
                .update();
        UUID id = database.started();

        assertThat(join(journal.append(append(id, start(id), "a"))))
                .isEqualTo(new AppendOutcome.InDoubt("the standby was not waited for"));
        assertThat(database.rowsOf(id)).isEqualTo(2);
    }

    @Test
    void j8WhatNeverLeftHasDefinitelyFailed() {
        DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
        try (PostgresJournal unreachable = open(nowhere, Duration.ofMillis(300), Duration.ofSeconds(1))) {
            UUID id = UUID.randomUUID();
            assertThat(join(unreachable.append(append(id, start(id), "a"))))
                    .asInstanceOf(InstanceOfAssertFactories.type(AppendOutcome.Failed.class))
                    .extracting(AppendOutcome.Failed::sqlState)
                    .isEqualTo("08001");
            assertThat(unreachable.works()).isFalse();
            assertThat(unreachable.read(id, 0, 1).toCompletableFuture().handle((_, e) -> e).join()).isNotNull();
        }
    }

    @Test
    void j9ALockedRowIsPassedOverAndItsGroupDoesNotWait() throws SQLException {
        List<UUID> ids = Stream.generate(database::started).limit(9).toList();
        UUID locked = ids.get(4);
        try (HeldRow _ = HeldRow.locked(database, locked, 0)) {
            List<CompletionStage<AppendOutcome>> outcomes = appendedAsOneGroup(
                    ids.stream().map(id -> append(id, start(id), "a")).toList());

            assertThat(outcomes).filteredOn(stage -> join(stage).equals(COMMITTED)).hasSize(8);
            assertThat(join(outcomes.get(4))).isEqualTo(new AppendOutcome.NotAppended());
            assertThat(commitTimesOf(ids)).as("one statement").isEqualTo(1);
        }
        assertThat(join(journal.append(append(locked, start(locked), "a")))).isEqualTo(COMMITTED);
    }

    @Test
    void j9ADocumentThatMustWaitFailsAndIsTriedAgainBesideTheOthers() throws SQLException {
        reopen(Duration.ofSeconds(2));
        List<UUID> ids = Stream.generate(database::started).limit(9).toList();
        UUID blocked = ids.get(4);
        CompletionStage<AppendOutcome> retried;
        try (HeldRow _ = HeldRow.inserted(database, blocked, 1)) {
            List<CompletionStage<AppendOutcome>> outcomes = appendedAsOneGroup(
                    ids.stream().map(id -> append(id, start(id), "a")).toList());
            assertThat(join(outcomes.get(4))).isInstanceOfSatisfying(AppendOutcome.Failed.class,
                    failed -> assertThat(failed.sqlState()).isEqualTo("55P03"));
            assertThat(outcomes).filteredOn(stage -> join(stage).equals(COMMITTED)).hasSize(8);

            retried = journal.append(append(blocked, start(blocked), "a"));
            database.awaitBlocked("cowrite-committer-retries");
            for (UUID id : ids) {
                if (!id.equals(blocked)) {
                    Append second = append(id, append(id, start(id), "a").end(), "b");
                    assertThat(join(journal.append(second))).isEqualTo(COMMITTED);
                }
            }
        }
        if (!join(retried).equals(COMMITTED)) { // Too late: its time was up.
            assertThat(join(journal.append(append(blocked, start(blocked), "a")))).isEqualTo(COMMITTED);
        }
        assertThat(database.rowsOf(blocked)).isEqualTo(2);
    }

    @Test
    void j9AWholeTableThatIsLockedFailsEverythingForAWhileAndThenNothing() throws SQLException {
        reopen(Duration.ofMillis(50));
        List<UUID> ids = Stream.generate(database::started).limit(200).toList();
        List<Append> appends = ids.stream().map(id -> append(id, start(id), "a")).toList();
        try (Connection somebody = database.connections.getConnection(); Statement lock = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            lock.execute("lock table commit_log in share mode");
            assertThat(appends.stream().map(journal::append).toList())
                    .allSatisfy(stage -> assertThat(join(stage)).isInstanceOf(AppendOutcome.Failed.class));
        }
        assertThat(appends.stream().map(journal::append).toList())
                .allSatisfy(stage -> assertThat(join(stage)).isEqualTo(COMMITTED));
    }

    @Test
    void j9AnErrorThatIsNobodysFaultIsNotTriedInParts() {
        List<UUID> ids = Stream.generate(database::started).limit(9).toList();
        database.sql.sql("create sequence attempts").update();
        database.sql.sql("""
                create function refuse() returns trigger language plpgsql as
                $$ begin perform nextval('attempts'); raise exception 'no space' using errcode = '53100'; end $$""")
                .update();
        database.sql.sql("create trigger refuse before insert on commit_log for each row execute function refuse()")
                .update();
        List<CompletionStage<AppendOutcome>> refused = ids.stream()
                .map(id -> journal.append(append(id, start(id), "a"))).toList();
        assertThat(refused).allSatisfy(stage -> assertThat(join(stage)).isInstanceOfSatisfying(
                AppendOutcome.Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("53100")));
        assertThat(database.sql.sql("select last_value from attempts").query(Long.class).single())
                .as("a group is tried once")
                .isLessThanOrEqualTo(ids.size());
        assertThat(database.sessionsOf("cowrite-committer-retries")).isZero();
    }

    @Test
    void j9ARowThatBreaksACheckFailsAlone() throws SQLException {
        List<UUID> ids = Stream.generate(database::started).limit(9).toList();
        List<Append> appends = ids.stream()
                .map(id -> append(id, start(id), id.equals(ids.getLast()) ? List.of() : LogFixture.entries("a")))
                .toList();

        List<CompletionStage<AppendOutcome>> outcomes = appendedAsOneGroup(appends);
        assertThat(join(outcomes.getLast())).isInstanceOfSatisfying(AppendOutcome.Failed.class, failed -> {
            assertThat(failed.sqlState()).isEqualTo("23514");
            assertThat(failed.message()).doesNotContain("DETAIL").doesNotContain(ids.getLast().toString());
        });
        assertThat(outcomes).filteredOn(stage -> join(stage).equals(COMMITTED)).hasSize(8);
        assertThat(journal.works()).isTrue();
    }

    @Test
    void j9ADocumentAtFaultIsTriedBesideTheOthersUntilItCommits() throws SQLException {
        List<UUID> ids = Stream.generate(database::started).limit(9).toList();
        UUID poisoned = ids.getFirst();
        Append poison = append(poisoned, start(poisoned), List.of());
        assertThat(join(journal.append(poison))).isInstanceOf(AppendOutcome.Failed.class);
        assertThat(database.sessionsOf("cowrite-committer-retries")).isZero();

        List<CompletionStage<AppendOutcome>> outcomes = appendedAsOneGroup(ids.stream()
                .map(id -> id.equals(poisoned) ? poison : append(id, start(id), "a"))
                .toList());
        assertThat(join(outcomes.getFirst())).isInstanceOf(AppendOutcome.Failed.class);
        assertThat(database.sessionsOf("cowrite-committer-retries")).isOne();
        assertThat(outcomes).filteredOn(stage -> join(stage).equals(COMMITTED)).hasSize(8);
        assertThat(commitTimesOf(ids)).as("the others go in one statement").isEqualTo(1);

        assertThat(join(journal.append(append(poisoned, start(poisoned), "a")))).isEqualTo(COMMITTED);
        assertThat(database.rowsOf(poisoned)).isEqualTo(2);
    }

    @Test
    void j5WhatGathersWhileACommitRunsIsOneStatement() throws SQLException {
        List<UUID> ids = Stream.generate(database::started).limit(20).toList();
        List<CompletionStage<AppendOutcome>> outcomes = appendedAsOneGroup(
                ids.stream().map(id -> append(id, start(id), "a")).toList());

        assertThat(outcomes).allSatisfy(stage -> assertThat(join(stage)).isEqualTo(COMMITTED));
        assertThat(commitTimesOf(ids)).isEqualTo(1);
    }

    @Test
    void j5AStatementIsCutAtItsLimits() throws SQLException {
        journal.close();
        journal = PostgresJournal.open(database.address(), new JournalProperties(
                10, DataSize.ofKilobytes(100), Duration.ofSeconds(9), Duration.ofSeconds(10), 1, 1));
        List<UUID> small = Stream.generate(database::started).limit(20).toList();
        List<UUID> large = Stream.generate(database::started).limit(4).toList();
        List<Append> appends = Stream.concat(
                small.stream().map(id -> append(id, start(id), "a")),
                large.stream().map(id -> append(id, start(id), "a".repeat(60_000))))
                .toList();

        assertThat(appendedAsOneGroup(appends)).allSatisfy(stage -> assertThat(join(stage)).isEqualTo(COMMITTED));
        assertThat(commitTimesOf(small)).isEqualTo(2);
        assertThat(commitTimesOf(large)).isEqualTo(4);
    }

    @Test
    void j2ARowThatIsCompactedAwayMeanwhileIsNotFollowed() throws SQLException {
        UUID id = database.started();
        try (HeldRow compaction = HeldRow.removed(database, id, 0)) {
            assertThat(join(journal.append(append(id, start(id), "a")))).isEqualTo(new AppendOutcome.NotAppended());
            compaction.commit();
        }
        assertThat(join(journal.append(append(id, start(id), "a")))).isEqualTo(new AppendOutcome.NotAppended());
        assertThat(database.rowsOf(id)).isZero();
    }

    @Test
    void j2ARowThatIsFollowedCannotBeCompactedAwayMeanwhile() throws SQLException {
        UUID id = database.started();
        CompletionStage<AppendOutcome> outcome;
        try (HeldRow _ = HeldRow.inserted(database, id, 1);
                Connection compaction = database.connections.getConnection();
                Statement removal = compaction.createStatement()) {
            outcome = journal.append(append(id, start(id), "a"));
            database.awaitCommitterBlocked();
            removal.execute("set lock_timeout = 50");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> removal.execute("delete from commit_log where document_id = '" + id + "'"))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("55P03"));
        }
        assertThat(join(outcome)).isEqualTo(COMMITTED);
        assertThat(database.rowsOf(id)).isEqualTo(2);
    }

    @Test
    void p1TheCommitterSetsWhatItsPromisesNeedWhateverTheDatabaseSays() {
        String name = database.sql.sql("select current_database()").query(String.class).single();
        for (String setting : List.of("synchronous_commit = off", "statement_timeout = 900", "lock_timeout = 0",
                "default_transaction_isolation = 'serializable'", "client_min_messages = error")) {
            database.sql.sql("alter database " + name + " set " + setting).update();
        }
        database.sql.sql("create table seen (name text, value text)").update();
        database.sql.sql("""
                create function see() returns trigger language plpgsql as
                $$ begin insert into seen select name, setting from pg_settings; return new; end $$""").update();
        database.sql.sql("create trigger see before insert on commit_log for each row execute function see()").update();
        UUID id = UUID.randomUUID();
        database.startDocument(id, LogFixture.startHash(id));
        database.sql.sql("delete from seen").update();
        reopen(Duration.ofMillis(1_234));

        assertThat(join(journal.append(append(id, start(id), "a")))).isEqualTo(COMMITTED);
        assertThat(List.of("synchronous_commit", "statement_timeout", "lock_timeout", "transaction_isolation",
                "client_min_messages", "fsync")).map(this::seen)
                .containsExactly("on", "0", "1234", "read committed", "warning", "on");
    }

    @Test
    void j10ClosingCommitsWhatWasGivenAndTakesNothingMore() {
        List<UUID> ids = Stream.generate(database::started).limit(600).toList();
        List<CompletionStage<AppendOutcome>> outcomes = ids.stream()
                .map(id -> journal.append(append(id, start(id), "a"))).toList();
        journal.close();

        assertThat(outcomes)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isCompletedWithValue(COMMITTED));
        assertThat(join(journal.append(append(ids.getFirst(), start(ids.getFirst()), "a"))))
                .isInstanceOf(AppendOutcome.Failed.class);
    }

    @Test
    void j5TwoNodesInDifferentOrdersDoNotDeadlock() {
        List<UUID> ids = Stream.generate(database::started).limit(40).toList();
        try (PostgresJournal other = open(Duration.ofSeconds(30))) {
            List<LogEnd> heads = new ArrayList<>(ids.stream().map(LogFixture::start).toList());
            for (int round = 0; round < 30; round++) {
                List<Append> ours = Stream.iterate(0, i -> i < ids.size(), i -> i + 1)
                        .map(i -> append(ids.get(i), heads.get(i), "x"))
                        .toList();
                List<CompletionStage<AppendOutcome>> theirs = ours.reversed().stream().map(other::append).toList();
                List<CompletionStage<AppendOutcome>> won = ours.stream().map(journal::append).toList();
                for (int i = 0; i < ids.size(); i++) {
                    assertThat(List.of(join(won.get(i)), join(theirs.reversed().get(i))))
                            .containsExactlyInAnyOrder(COMMITTED, new AppendOutcome.NotAppended());
                    heads.set(i, ours.get(i).end());
                }
            }
        }
    }

    private String seen(String name) {
        return database.sql.sql("select value from seen where name = ?").params(name).query(String.class).single();
    }

    private long commitTimesOf(List<UUID> ids) {
        return database.sql
                .sql("select count(distinct committed_at) from commit_log where first_version = 1 and document_id in (:ids)")
                .param("ids", ids)
                .query(Long.class)
                .single();
    }

    /** Holds the committer with a document of its own until all are in its queue. */
    private List<CompletionStage<AppendOutcome>> appendedAsOneGroup(List<Append> appends) throws SQLException {
        UUID first = database.started();
        CompletionStage<AppendOutcome> held;
        List<CompletionStage<AppendOutcome>> outcomes;
        try (HeldRow _ = HeldRow.inserted(database, first, 1)) {
            held = journal.append(append(first, start(first), "held"));
            database.awaitCommitterBlocked();
            outcomes = appends.stream().map(journal::append).toList();
        }
        assertThat(join(held)).isEqualTo(COMMITTED);
        return outcomes;
    }

    private void reopen(Duration lockTimeout) {
        journal.close();
        journal = open(lockTimeout);
    }

    private PostgresJournal open(Duration lockTimeout) {
        return open(database.address(), lockTimeout, lockTimeout.plusSeconds(10));
    }

    private static PostgresJournal open(DatabaseAddress address, Duration lockTimeout, Duration socketTimeout) {
        return PostgresJournal.open(
                address, new JournalProperties(500, DataSize.ofMegabytes(1), lockTimeout, socketTimeout, 2, 1));
    }
}
