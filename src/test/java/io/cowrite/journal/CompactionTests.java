package io.cowrite.journal;

import io.cowrite.observability.CompactionMeter;
import io.cowrite.room.RoomSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

import static io.cowrite.journal.JournalContract.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** That rows are merged by themselves, and where. */
class CompactionTests {

    private static final int TYPED = 2_400;
    private static final int ROWS_MIN = 4;
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(20);

    private final LogDatabase database = new LogDatabase();
    private final PostgresJournal journal = PostgresJournal.open(database.address(), JournalProperties.DEFAULTS);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Compaction compaction = compaction(database.connections, NEVER, NEVER);

    @AfterEach
    void close() {
        compaction.stop();
        journal.close();
        database.close();
    }

    @Test
    void j16WhatThisNodeWroteIsLookedAt() throws SQLException {
        TypedLog written = TypedLog.stored(database, TYPED, 1, 1);
        TypedLog other = TypedLog.stored(database, TYPED, 1, 2);
        begin(SOON, NEVER);
        for (int i = 0; i < ROWS_MIN; i++) {
            assertThat(join(journal.append(written.type(written.end(), 1))))
                    .isEqualTo(new AppendOutcome.Committed());
        }

        awaitMerged(written.id());
        assertThat(database.rowsOf(other.id())).isEqualTo(1 + TYPED);
        assertThat(count("cowrite.compaction.merged")).isGreaterThanOrEqualTo(TYPED - LogMerge.NEWEST_KEPT);
        assertThat(registry.get("cowrite.compaction").tag("when", "before").counter().count())
                .isGreaterThan(10 * registry.get("cowrite.compaction").tag("when", "after").counter().count());
    }

    @Test
    void j16TheSweepLooksAtAll() throws SQLException {
        TypedLog one = TypedLog.stored(database, TYPED, 1, 1);
        TypedLog other = TypedLog.stored(database, TYPED, 1, 2);
        for (int i = 0; i < 250; i++) {
            database.started();
        }
        begin(SOON, SOON);

        awaitMerged(one.id());
        awaitMerged(other.id());
    }

    @Test
    void j16TheSweepGoesOnAfterAPageOf100Documents() throws SQLException {
        TypedLog log = TypedLog.stored(database, TYPED, 1, 1);
        for (int before = 1; before <= 100; before++) {
            database.startDocument(new UUID(0, before), LogFixture.startHash(new UUID(0, before)));
        }
        compaction.sweep();
        assertThat(database.rowsOf(log.id())).isEqualTo(2 + LogMerge.NEWEST_KEPT);

        TypedLog hundredth = TypedLog.stored(database, TYPED, 1, 2);
        database.sql.sql("delete from document where id <> ? and (id > ? or id = ?)")
                .params(hundredth.id(), new UUID(0, 100), new UUID(0, 100)).update();
        compaction.sweep();
        assertThat(database.rowsOf(hundredth.id())).isEqualTo(2 + LogMerge.NEWEST_KEPT);
    }

    @Test
    void j16TheSweepLooksAtLogsThatAreLongEnough() throws SQLException {
        int enough = LogMerge.NEWEST_KEPT + ROWS_MIN;
        TypedLog tooShort = TypedLog.stored(database, enough - 1, 1, 1);
        TypedLog longEnough = TypedLog.stored(database, enough, 1, 2);
        compaction.sweep();
        assertThat(database.rowsOf(tooShort.id())).isEqualTo(enough);
        assertThat(database.rowsOf(longEnough.id())).isEqualTo(2 + LogMerge.NEWEST_KEPT);
    }

    @Test
    void j16NoRoomKnowsMoreThanIsKeptNorCommitsMoreThanARowTakes() {
        RoomSettings rooms = RoomSettings.DEFAULTS;
        assertThat(rooms.tailEntries()).isLessThanOrEqualTo(LogMerge.NEWEST_KEPT);
        assertThat(rooms.rowEntries()).isLessThanOrEqualTo(MergeRun.ENTRIES_MAX);
    }

    @Test
    void j16NothingIsDoneIfItIsNotWanted() {
        begin(Duration.ZERO, SOON);
        assertThat(compaction.isRunning()).isFalse();
    }

    @Test
    void j16WhatCannotBeMergedIsCountedAndTheOthersAre() throws SQLException {
        TypedLog damaged = TypedLog.stored(database, TYPED, 1, 1);
        TypedLog whole = TypedLog.stored(database, TYPED, 1, 2);
        database.sql.sql("update commit_log set hash = sha256(hash) where document_id = ? and first_version = 7")
                .params(damaged.id()).update();
        begin(NEVER, NEVER);
        compaction.sweep();

        assertThat(failures("damaged")).isEqualTo(1);
        assertThat(database.rowsOf(damaged.id())).isEqualTo(1 + TYPED);
        assertThat(database.rowsOf(whole.id())).isLessThan(TYPED);
    }

    @Test
    void j16ADatabaseThatIsAwayIsCounted() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        compaction = compaction(nowhere, NEVER, NEVER);
        compaction.document(UUID.randomUUID());
        compaction.sweep();
        assertThat(failures("failed")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 10", "1001, 10, 10", "200, 0, 10", "200, 10, -1"})
    void impossibleSettingsAreRefused(int rowsMin, long sweepMinutes, long olderMinutes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CompactionProperties(NEVER,
                Duration.ofMinutes(sweepMinutes), rowsMin, Duration.ofMinutes(olderMinutes)))
                .withMessageStartingWith("cowrite.compaction.");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0", "1000, 1, 1"})
    void theFarthestSettingsAreTaken(int rowsMin, long sweepMillis, long olderMillis) {
        CompactionProperties properties = new CompactionProperties(NEVER, Duration.ofMillis(sweepMillis), rowsMin,
                Duration.ofMillis(olderMillis));
        assertThat(properties.rowsMin()).isEqualTo(rowsMin);
    }

    private void begin(Duration every, Duration sweepEvery) {
        compaction = compaction(database.connections, every, sweepEvery);
        compaction.start();
    }

    private Compaction compaction(DataSource connections, Duration every, Duration sweepEvery) {
        return new Compaction(connections, journal.written(),
                new CompactionProperties(every, sweepEvery, ROWS_MIN, Duration.ZERO), new CompactionMeter(registry));
    }

    private void awaitMerged(UUID id) {
        LogDatabase.await(() -> database.rowsOf(id) <= LogMerge.NEWEST_KEPT + 2);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    private double failures(String why) {
        return registry.get("cowrite.compaction.failures").tag("why", why).counter().count();
    }
}
