package io.cowrite.journal;

import io.cowrite.proof.StoreProof;
import io.cowrite.protocol.Hash;
import io.cowrite.room.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.cowrite.journal.JournalContract.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What merging rows must do, and leave as it is, whatever PostgreSQL's version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LogMergeContract {

    private static final AppendOutcome COMMITTED = new AppendOutcome.Committed();
    private static final int ALL = Integer.MAX_VALUE;
    private static final int TYPED = 4_300;

    /** So many of what is typed here are less than a mebibyte, and a thousand more are not. */
    private static final int WIDE = 6_000;

    private final LogDatabase database;
    private final PostgresJournal journal;
    private final LogMerge usual = new LogMerge(LogMerge.NEWEST_KEPT, 200, Duration.ofMinutes(10));
    private final LogMerge eager = new LogMerge(10, 4, Duration.ZERO);

    LogMergeContract(LogDatabase database) {
        this.database = database;
        this.journal = PostgresJournal.open(database.address(), JournalProperties.DEFAULTS);
    }

    @AfterAll
    void close() {
        journal.close();
        database.close();
    }

    @Test
    void j15EveryVersionAndEveryHashStays() throws SQLException {
        TypedLog log = TypedLog.stored(database, TYPED, 1, 1);
        assertThat(mergeAll(usual, log.id())).isEqualTo(3);
        assertThat(database.rowsOf(log.id())).isEqualTo(1 + 3 + LogMerge.NEWEST_KEPT);
        assertThat(findings(log.id())).isEmpty();

        for (long version = 0; version <= TYPED; version += version > 990 && version < 1_010 ? 1 : 97) {
            for (int bytes : new int[]{1, 50_000, ALL}) {
                assertRunsOn(log, version, bytes);
            }
        }
        assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
    }

    @Test
    void j15AReadIsAsLargeAsItsEntriesAre() throws SQLException {
        TypedLog log = TypedLog.stored(database, 12_000, 1, 2);
        mergeAll(usual, log.id());

        LogBlock block = join(journal.read(log.id(), WIDE, 256 << 10)).orElseThrow();
        assertThat(block.rows()).hasSize(2);
        assertThat(block.reachedHead()).isFalse();
        assertThat(join(journal.read(log.id(), WIDE - 1, 256 << 10)).orElseThrow().rows()).as("the wide row")
                .hasSize(1);
        assertThat(join(journal.read(log.id(), 0, ALL)).orElseThrow().rows().size()).isGreaterThan(4);
    }

    @Test
    void j15FullPackedRowsBecomeAWideOneOnce() throws SQLException {
        TypedLog log = TypedLog.stored(database, 9_000, 1, 14);
        assertThat(mergeAll(usual, log.id())).as("seven narrow, one wide").isEqualTo(8);
        assertThat(rows(log.id(), 0, 7_000)).containsExactly("0-0", "1-" + WIDE, WIDE + 1 + "-7000");
        assertThat(mergeAll(usual, log.id())).isZero();
        assertThat(findings(log.id())).isEmpty();

        for (long version = 0; version <= 9_000; version += version > 5_990 && version < 6_010 ? 1 : 307) {
            for (int bytes : new int[]{1, 256 << 10, ALL}) {
                assertRunsOn(log, version, bytes);
            }
        }
        assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
    }

    @Test
    void j15PackedRowsFromBeforeThereWereWideOnesAreMergedToo() throws SQLException {
        TypedLog log = narrow(15_000, 1_000, 15);
        assertThat(mergeAll(usual, log.id())).isEqualTo(2);
        assertThat(rows(log.id(), 0, 15_000)).startsWith("0-0", "1-6000", "6001-12000", "12001-13000")
                .hasSize(1 + 2 + 3);
        assertThat(mergeAll(usual, log.id())).isZero();
        assertRunsOn(log, 0, ALL);
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15OnlyTheNewestThousandNarrowRowsAreLookedAt() throws SQLException {
        TypedLog log = narrow(10_100, 10, 16);
        assertThat(mergeAll(new LogMerge(1, 2, Duration.ZERO), log.id())).as("1,009 rows but the last").isEqualTo(1);
        assertThat(rows(log.id(), 0, 90)).hasSize(10).contains("81-90");
        assertThat(rows(log.id(), 91, 91).getFirst()).startsWith("91-");
        assertThat(rows(log.id(), 92, 6_000)).isEmpty();
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15PackedRowsStayWhileTheyAreNewOrYoungOrNotToBeTouched() throws SQLException {
        TypedLog log = narrow(8_000, 1_000, 17);
        assertThat(mergeAll(new LogMerge(1_001, 2, Duration.ZERO), log.id())).as("the seventh is new").isZero();
        database.sql.sql("update commit_log set committed_at = now() where document_id = ? and first_version = 6001")
                .params(log.id()).update();
        assertThat(mergeAll(new LogMerge(1_000, 2, Duration.ofMinutes(10)), log.id())).as("it is young").isZero();
        database.sql.sql("update document set quarantined_at = now() where id = ?").params(log.id()).update();
        assertThat(mergeAll(new LogMerge(1_000, 2, Duration.ZERO), log.id())).as("in quarantine").isZero();
        assertThat(rows(log.id(), 0, 8_000)).hasSize(9);

        database.sql.sql("update document set quarantined_at = null where id = ?").params(log.id()).update();
        assertThat(mergeAll(new LogMerge(1_000, 2, Duration.ZERO), log.id())).isEqualTo(1);
        assertThat(rows(log.id(), 0, 8_000)).containsExactly("0-0", "1-6000", "6001-7000", "7001-8000");
    }

    @Test
    void j15AppendsAndReadsGoOnWhileAWideRowIsMade() throws SQLException {
        TypedLog log = narrow(8_000, 1_000, 18);
        try (Connection connection = database.connections.getConnection()) {
            LogMerge merge = new LogMerge(10, 2, Duration.ZERO);
            assertThat(merge.next(HookedCommit.of(connection, () -> {
                long began = System.nanoTime();
                LogEnd end = new LogEnd(7_001, 8_000, log.hash(8_000));
                assertThat(join(journal.append(log.type(end, 1)))).isEqualTo(COMMITTED);
                assertRunsOn(log, 17, ALL);
                assertThat(mergeAll(merge, log.id())).as("of two nodes one merges").isZero();
                assertThat(System.nanoTime() - began).as("nobody waits").isLessThan(5_000_000_000L);
            }), log.id(), 7_001)).hasValueSatisfying(merged -> assertThat(merged.rows()).isEqualTo(6));
        }
        assertRunsOn(log, 17, ALL);
        assertThat(findings(log.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "update commit_log set entries = set_byte(entries, 300, get_byte(entries, 300) # 16)",
            "update commit_log set hash = sha256(hash)",
            "delete from commit_log"})
    void j15PackedRowsThatDoNotChainAreLeftAsTheyAre(String damage) throws SQLException {
        TypedLog log = narrow(8_000, 1_000, 19);
        database.sql.sql(damage + " where document_id = ? and first_version = 2001").params(log.id()).update();
        String before = digest(log.id());
        try {
            assertThat(mergeAll(eager, log.id())).as("too few after a gap").isZero();
        } catch (DamagedLogException e) {
            assertThat(damage).startsWith("update");
        }
        assertThat(digest(log.id())).isEqualTo(before);
    }

    @Test
    void j15AThousandRowsAreSeenBehindAPackedOne() throws SQLException {
        TypedLog log = TypedLog.stored(database, 2_010, 1, 21);
        assertThat(mergeAll(new LogMerge(10, 1_000, Duration.ZERO), log.id())).isEqualTo(2);
        assertThat(rows(log.id(), 0, 2_010)).startsWith("0-0", "1-1000", "1001-2000").hasSize(3 + 10);
    }

    @Test
    void j15AMergeHoldsUpNobodyForLong() throws SQLException {
        TypedLog log = TypedLog.stored(database, 100, 1, 22);
        List<@Nullable String> within = new ArrayList<>();
        try (Connection connection = database.connections.getConnection()) {
            eager.next(HookedCommit.of(connection, () -> within.addAll(timeouts(connection))), log.id(), 1);
            assertThat(within).containsExactly("100ms", "10s");
            assertThat(timeouts(connection)).as("the connection goes back to others").doesNotContain("100ms", "10s");
        }
    }

    private static List<@Nullable String> timeouts(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')""");
                var row = statement.executeQuery()) {
            row.next();
            return Arrays.asList(row.getString(1), row.getString(2));
        }
    }

    @Test
    void j15RowsAreYoungForTenMinutes() throws SQLException {
        TypedLog log = TypedLog.stored(database, 100, 1, 20);
        for (String age : List.of("9 minutes 30 seconds", "10 minutes 30 seconds")) {
            database.sql.sql("update commit_log set committed_at = now() - cast(? as interval) where document_id = ?")
                    .params(age, log.id()).update();
            assertThat(mergeAll(new LogMerge(10, 4, Duration.ofMinutes(10)), log.id()))
                    .isEqualTo(age.startsWith("10") ? 1 : 0);
        }
    }

    @Test
    void j15TheNewestEntriesTheYoungAndTheFirstRowStay() throws SQLException {
        TypedLog log = TypedLog.stored(database, TYPED, 1, 3);
        database.sql.sql("update commit_log set committed_at = now() where document_id = ? and first_version > 700")
                .params(log.id()).update();
        mergeAll(usual, log.id());

        assertThat(rows(log.id(), 0, 700)).containsExactly("0-0", "1-700");
        assertThat(database.rowsOf(log.id())).isEqualTo(2 + TYPED - 700);
        mergeAll(new LogMerge(1, 2, Duration.ZERO), log.id());
        assertThat(rows(log.id(), 0, TYPED)).as("never the last").contains("0-0", TYPED + "-" + TYPED);
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15TheLastRowStaysWhateverItHolds() throws SQLException {
        TypedLog log = TypedLog.stored(database, 60, 20, 4);
        assertThat(mergeAll(new LogMerge(0, 2, Duration.ZERO), log.id())).isEqualTo(1);
        assertThat(rows(log.id(), 0, 60)).containsExactly("0-0", "1-40", "41-60");
    }

    @Test
    void j15APurgedOrQuarantinedDocumentIsLeftAlone() throws SQLException {
        for (String column : List.of("purged_at", "quarantined_at")) {
            TypedLog log = TypedLog.stored(database, 100, 1, 5);
            database.sql.sql("update document set " + column + " = now() where id = ?").params(log.id()).update();
            assertThat(mergeAll(eager, log.id())).isZero();
            assertThat(database.rowsOf(log.id())).isEqualTo(101);
        }
    }

    @Test
    void j15RowsThatWaitAreMergedIntoThePackedOneBefore() throws SQLException {
        TypedLog log = TypedLog.stored(database, 60, 1, 6);
        LogMerge merge = new LogMerge(10, 20, Duration.ZERO);
        assertThat(mergeAll(merge, log.id())).isEqualTo(1);
        assertThat(mergeAll(merge, log.id())).isZero();
        for (int i = 0; i < 20; i++) {
            assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
        }
        assertThat(mergeAll(merge, log.id())).isEqualTo(1);
        assertThat(rows(log.id(), 0, 70)).startsWith("0-0", "1-70");
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15AppendsAndReadsGoOnWhileAMergeIsUnderWay() throws SQLException {
        TypedLog log = TypedLog.stored(database, 300, 1, 7);
        try (Connection connection = database.connections.getConnection()) {
            Optional<LogMerge.Merged> merged = eager.next(HookedCommit.of(connection, () -> {
                long began = System.nanoTime();
                assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
                assertRunsOn(log, 17, ALL);
                assertThat(rows(log.id(), 0, 3)).containsExactly("0-0", "1-1", "2-2", "3-3");
                Append late = new Append(log.id(), new LogEnd(50, 50, log.hash(50)), LogFixture.ACCESS,
                        LogFixture.entries("late"), log.hash(1));
                assertThat(join(journal.append(late))).isEqualTo(new AppendOutcome.NotAppended());
                assertThat(System.nanoTime() - began).as("nobody waits").isLessThan(5_000_000_000L);
            }), log.id(), 1);
            assertThat(merged).isPresent();
        }
        assertThat(rows(log.id(), 0, 3)).containsExactly("0-0", "1-290");
        assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
        assertRunsOn(log, 17, ALL);
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15ALateAppendThatHoldsARowHoldsUpTheMergeAndNothingElse() throws SQLException {
        TypedLog log = TypedLog.stored(database, 300, 1, 8);
        try (HeldRow _ = HeldRow.shared(database, log.id(), 100)) {
            long began = System.nanoTime();
            assertThat(mergeAll(eager, log.id())).isZero();
            assertThat(System.nanoTime() - began).as("it gives up").isLessThan(5_000_000_000L);
            assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
        }
        assertThat(database.rowsOf(log.id())).isEqualTo(302);
        assertThat(mergeAll(eager, log.id())).isEqualTo(1);
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15OfTwoNodesOneMerges() throws SQLException {
        TypedLog log = TypedLog.stored(database, 300, 1, 9);
        try (Connection one = database.connections.getConnection()) {
            eager.next(HookedCommit.of(one, () -> assertThat(mergeAll(eager, log.id())).isZero()), log.id(), 1);
        }
        assertThat(rows(log.id(), 0, 3)).containsExactly("0-0", "1-290");
        assertThat(findings(log.id())).isEmpty();
    }

    @Test
    void j15ACrashBeforeTheCommitLeavesAllAsItWas() throws SQLException {
        TypedLog log = TypedLog.stored(database, 300, 1, 10);
        try (Connection connection = database.connections.getConnection()) {
            int backend = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            Connection hooked = HookedCommit.of(connection, () -> database.sql.sql("select pg_terminate_backend(?)")
                    .params(backend).query(Boolean.class).single());
            assertThatThrownBy(() -> eager.next(hooked, log.id(), 1)).isInstanceOf(SQLException.class);
        }
        assertThat(database.rowsOf(log.id())).isEqualTo(301);
        assertThat(findings(log.id())).isEmpty();
        assertThat(mergeAll(eager, log.id())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "update commit_log set entries = set_byte(entries, 20, 36) where document_id = ? and first_version = 40",
            "update commit_log set entries = set_byte(entries, 0, 9) where document_id = ? and first_version = 40",
            "update commit_log set hash = sha256(hash) where document_id = ? and first_version = 40",
            "delete from commit_log where document_id = ? and first_version = 40",
            "update commit_log set hash = sha256(hash) where document_id = ? and first_version = 0",
            "delete from commit_log where document_id = ? and first_version = 0"})
    void j15RowsThatDoNotChainAreLeftAsTheyAre(String damage) throws SQLException {
        TypedLog log = TypedLog.stored(database, 300, 1, 11);
        database.sql.sql(damage).params(log.id()).update();
        String before = digest(log.id());
        LogMerge patient = new LogMerge(10, 100, Duration.ZERO);
        try {
            assertThat(mergeAll(patient, log.id())).as("nothing before a gap, which has too few rows").isZero();
        } catch (DamagedLogException e) {
            assertThat(damage).isNotEmpty();
        }
        assertThat(digest(log.id())).isEqualTo(before);
        assertThat(findings(log.id())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "update commit_log set entries = set_byte(entries, 300, get_byte(entries, 300) # 16)",
            "update commit_log set entries = set_byte(entries, 4, get_byte(entries, 4) # 1)",
            "update commit_log set entries = set_byte(entries, 0, 1)",
            "update commit_log set entries = substr(entries, 1, length(entries) - 1)",
            "update commit_log set hash = sha256(hash)",
            "update commit_log set entries = (select entries from commit_log other where first_version = 1001 "
                    + "and other.document_id = commit_log.document_id)",
            "delete from commit_log"})
    void j15DamageOfAPackedRowIsFound(String damage) throws SQLException {
        TypedLog log = TypedLog.stored(database, 2_100, 1, 12);
        assertThat(mergeAll(new LogMerge(10, 10, Duration.ZERO), log.id())).isEqualTo(3);
        assertThat(findings(log.id())).isEmpty();
        database.sql.sql(damage + " where document_id = ? and first_version = 1").params(log.id()).update();

        assertThat(findings(log.id())).isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind().isOfLog()).isTrue());
        assertThat(isFoundByReading(log.id())).as("whoever reads finds it").isTrue();
    }

    /** Whether the first row cannot be read, or its hash is not what its entries give. */
    private boolean isFoundByReading(UUID id) {
        try {
            LogBlock block = journal.read(id, 0, 1).toCompletableFuture().join().orElseThrow();
            LogRow row = block.rows().getFirst();
            return !block.has(row.lastVersion(), row.hash());
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(DamagedLogException.class);
            return true;
        }
    }

    @Test
    void j15RandomHistoriesAreTheSameWithMergesBetween() throws SQLException {
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            TypedLog log = TypedLog.stored(database, 1 + random.nextInt(40), 1 + random.nextInt(3), seed);
            LogEnd end = join(journal.read(log.id(), 0, ALL)).orElseThrow().rows().stream()
                    .map(LogBlockBuilder::endOf).toList().getLast();
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> mergeAll(new LogMerge(random.nextInt(30), 2 + random.nextInt(6), Duration.ZERO),
                            log.id());
                    case 1 -> assertRunsOn(log, random.nextInt((int) log.version() + 1), 1 + random.nextInt(9_000));
                    default -> {
                        Append append = log.type(end, 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 4));
                        assertThat(join(journal.append(append))).isEqualTo(COMMITTED);
                        end = append.end();
                    }
                }
            }
            assertRunsOn(log, 0, ALL);
            assertThat(findings(log.id())).isEmpty();
        }
    }

    @Test
    void j15AppendsReadsAndTwoMergersRace() throws SQLException {
        TypedLog log = TypedLog.stored(database, 100, 1, 13);
        UUID id = log.id();
        Hash at37 = log.hash(37);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger merges = new AtomicInteger();
        List<CompletableFuture<?>> racers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            racers.add(CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    merges.addAndGet(mergeAll(eager, id));
                }
            }));
        }
        racers.add(CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                LogBlock block = join(journal.read(id, 37, ALL)).orElseThrow();
                LogRow last = block.rows().getLast();
                assertThat(block.hashAt(last.lastVersion())).isEqualTo(last.hash());
                assertThat(block.hashAt(37)).isEqualTo(at37);
            }
        }));
        for (int i = 0; i < 600; i++) {
            assertThat(join(journal.append(log.type(log.end(), 1)))).isEqualTo(COMMITTED);
        }
        over.set(true);
        join(CompletableFuture.allOf(racers.toArray(CompletableFuture[]::new)));
        assertThat(merges.get()).isGreaterThan(10);
        assertRunsOn(log, 0, ALL);
        assertThat(findings(id)).isEmpty();
    }

    /** A log of packed rows of {@code rowEntries} entries, a day old. */
    private TypedLog narrow(int count, int rowEntries, long seed) throws SQLException {
        TypedLog log = TypedLog.stored(database, count, rowEntries, seed);
        try (Connection connection = database.connections.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update commit_log set entries = ?, entries_bytes = ?
                        where document_id = ? and first_version = ?""")) {
            for (long first = 1; first <= count; first += rowEntries) {
                List<byte[]> entries = log.entries().subList((int) first - 1, (int) first - 1 + rowEntries);
                update.setBytes(1, RowForm.packed(entries));
                update.setInt(2, entries.stream().mapToInt(entry -> entry.length).sum());
                update.setObject(3, log.id());
                update.setLong(4, first);
                update.addBatch();
            }
            update.executeBatch();
        }
        return log;
    }

    private int mergeAll(LogMerge merge, UUID id) {
        try (Connection connection = database.connections.getConnection()) {
            connection.setAutoCommit(false);
            int merges = 0;
            long from = LogMerge.start(connection, id);
            Optional<LogMerge.Merged> merged = merge.next(connection, id, from);
            while (merged.isPresent()) {
                merges++;
                from = Math.max(from, merged.get().firstVersion());
                merged = merge.next(connection, id, from);
            }
            return merges;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads all after {@code version}, in blocks of about {@code bytes}: each byte and hash must be the log's. */
    private void assertRunsOn(TypedLog log, long version, int bytes) {
        LogBlock block = join(journal.read(log.id(), version, bytes)).orElseThrow();
        assertThat(block.start().version()).isLessThanOrEqualTo(version);
        assertThat(block.start().hash()).isEqualTo(log.hash(block.start().version()));
        assertThat(block.hashAt(version)).isEqualTo(log.hash(version));
        long at = block.start().version();
        for (LogRow row : block.rows()) {
            for (byte[] entry : row.entries()) {
                assertThat(entry).isEqualTo(log.entry(++at));
            }
            assertThat(row.lastVersion()).isEqualTo(at);
            assertThat(row.hash()).isEqualTo(log.hash(at));
        }
        assertThat(at).isGreaterThanOrEqualTo(Math.min(log.version(), version + 1));
        assertThat(block.reachedHead()).isEqualTo(at == log.version());
    }

    private List<Finding> findings(UUID id) throws SQLException {
        try (Connection connection = database.connections.getConnection()) {
            connection.setAutoCommit(false);
            return new StoreProof(connection).of(id).orElseThrow().findings();
        }
    }

    private List<@Nullable String> rows(UUID id, long from, long to) {
        return database.sql.sql("""
                select first_version || '-' || last_version from commit_log
                where document_id = ? and first_version between ? and ? order by first_version""")
                .params(id, from, to).query(String.class).list();
    }

    private String digest(UUID id) throws SQLException {
        try (Connection connection = database.connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select md5(string_agg(commit_log::text, '' order by first_version)) from commit_log
                        where document_id = ?""")) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
