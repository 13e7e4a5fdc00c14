package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.entries;
import static io.cowrite.journal.LogFixture.start;
import static io.cowrite.journal.LogFixture.textOf;
import static org.assertj.core.api.Assertions.assertThat;

/** What every journal must do. */
abstract class JournalContract {

    /** Ample: only so that a journal that never answers fails the test instead of hanging it. */
    private static final int SECONDS_MAX = 60;

    private static final int ALL = Integer.MAX_VALUE;
    private static final AppendOutcome COMMITTED = new AppendOutcome.Committed();
    private static final AppendOutcome NOT_APPENDED = new AppendOutcome.NotAppended();

    abstract Journal journal();

    /** Makes a document with its row of version 0 and {@link LogFixture#ACCESS}. */
    abstract void startDocument(UUID documentId, Hash start);

    abstract void setAccessVersion(UUID documentId, long accessVersion);

    abstract void purge(UUID documentId);

    @Test
    void j1AppendsAfterTheStart() {
        UUID id = started();
        Append first = append(id, start(id), "a", "b");

        assertThat(outcome(first)).isEqualTo(COMMITTED);
        assertThat(outcome(append(id, first.end(), "c"))).isEqualTo(COMMITTED);

        LogBlock block = read(id, 0, ALL);
        assertThat(block.start()).isEqualTo(start(id));
        assertThat(block.rows()).extracting(LogRow::firstVersion).containsExactly(1L, 3L);
        assertThat(block.rows()).extracting(LogRow::lastVersion).containsExactly(2L, 3L);
        assertThat(block.rows().getFirst().hash()).isEqualTo(first.hash());
        assertThat(textOf(block.rows().getFirst().entries())).containsExactlyElementsOf(textOf(entries("a", "b")));
        assertThat(block.reachedHead()).isTrue();
    }

    @Test
    void j2RefusesAPredecessorOfAnotherVersion() {
        UUID id = started();
        LogEnd ahead = new LogEnd(0, 1, start(id).hash());
        LogEnd missing = new LogEnd(1, 1, start(id).hash());

        assertThat(outcome(append(id, ahead, "a"))).isEqualTo(NOT_APPENDED);
        assertThat(outcome(append(id, missing, "a"))).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows()).isEmpty();
    }

    @Test
    void j2RefusesAPredecessorThatEndsElsewhereThanItsRowSays() {
        UUID id = started();
        Append two = committed(append(id, start(id), "a", "b"));

        assertThat(outcome(append(id, new LogEnd(1, 1, two.hash()), "c"))).isEqualTo(NOT_APPENDED);
        assertThat(outcome(append(id, new LogEnd(2, 2, two.hash()), "c"))).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows()).hasSize(1);
    }

    @Test
    void j2RefusesAPredecessorOfAnotherHash() {
        UUID id = started();
        LogEnd other = new LogEnd(0, 0, LogFixture.startHash(UUID.randomUUID()));

        assertThat(outcome(append(id, other, "a"))).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows()).isEmpty();
    }

    @Test
    void j3RefusesWhatWasJudgedByOtherRights() {
        UUID id = started();
        Append append = append(id, start(id), "a");
        setAccessVersion(id, -7);

        assertThat(outcome(append)).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows()).isEmpty();
        Append again = new Append(id, append.follows(), -7, append.entries(), append.hash());
        assertThat(outcome(again)).isEqualTo(COMMITTED);
    }

    @Test
    void j3APurgedDocumentTakesNothing() {
        UUID id = started();
        Append append = committed(append(id, start(id), "a"));
        purge(id);

        assertThat(outcome(append(id, append.end(), "b"))).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows()).hasSize(1);
    }

    @Test
    void j3ADocumentThatIsNotThereTakesNothing() {
        UUID id = UUID.randomUUID();

        assertThat(outcome(append(id, start(id), "a"))).isEqualTo(NOT_APPENDED);
        assertThat(join(journal().read(id, 0, ALL))).isEmpty();
    }

    @Test
    void j4AReplayAddsNothingAndTheRowStands() {
        UUID id = started();
        Append append = committed(append(id, start(id), "a"));

        assertThat(outcome(append)).isEqualTo(NOT_APPENDED);
        assertThat(outcome(append(id, start(id), "other"))).isEqualTo(NOT_APPENDED);
        assertThat(read(id, 0, ALL).rows())
                .singleElement()
                .extracting(LogRow::hash)
                .isEqualTo(append.hash());
    }

    @Test
    void j4OfRacingAppendersExactlyOneWinsEachRound() {
        UUID id = started();
        LogEnd head = start(id);
        int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            List<Append> rivals = rivals(id, head, round);
            List<AppendOutcome> outcomes = race(rivals);
            assertThat(outcomes).filteredOn(COMMITTED::equals).hasSize(1);
            assertThat(outcomes).filteredOn(NOT_APPENDED::equals).hasSize(rivals.size() - 1);
            head = rivals.get(outcomes.indexOf(COMMITTED)).end();
        }

        List<LogRow> rows = readAll(id);
        assertThat(rows.stream().flatMapToLong(row -> LongStream.rangeClosed(row.firstVersion(), row.lastVersion())))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head.version()).boxed().toList());
        assertThat(rows.getLast().hash()).isEqualTo(head.hash());
    }

    @Test
    void j5ManyDocumentsAppendInOneGo() {
        List<Append> appends = IntStream.range(0, 1_200)
                .mapToObj(i -> started())
                .map(id -> append(id, start(id), "a", "b"))
                .toList();
        List<CompletionStage<AppendOutcome>> stages = appends.stream().map(journal()::append).toList();

        assertThat(stages).allSatisfy(stage -> assertThat(join(stage)).isEqualTo(COMMITTED));
        assertThat(appends)
                .allSatisfy(each -> assertThat(read(each.documentId(), 1, ALL).rows())
                        .singleElement()
                        .extracting(LogRow::hash)
                        .isEqualTo(each.hash()));
    }

    @Test
    void j6ReadsFromEveryPosition() {
        UUID id = started();
        Append a = committed(append(id, start(id), "1", "2", "3"));
        Append b = committed(append(id, a.end(), "4"));
        Append c = committed(append(id, b.end(), "5", "6"));
        List<LogEnd> starts = List.of(start(id), start(id), start(id), a.end(), b.end(), b.end(), c.end(), c.end());
        List<List<Long>> firsts = List.of(
                List.of(1L, 4L, 5L), List.of(1L, 4L, 5L), List.of(1L, 4L, 5L), List.of(4L, 5L), List.of(5L),
                List.of(5L), List.of(), List.of());

        for (int after = 0; after < starts.size(); after++) {
            LogBlock block = read(id, after, ALL);
            assertThat(block.start()).as("start after %s", after).isEqualTo(starts.get(after));
            assertThat(block.rows()).extracting(LogRow::firstVersion).isEqualTo(firsts.get(after));
            assertThat(block.reachedHead()).isTrue();
        }
    }

    @Test
    void j6ABlockEndsNearItsSizeAndTheNextOneFollowsIt() {
        UUID id = started();
        LogEnd head = start(id);
        for (int i = 0; i < 20; i++) {
            head = committed(append(id, head, "0123456789".repeat(10))).end();
        }

        assertThat(read(id, 3, 1).rows()).extracting(LogRow::firstVersion).containsExactly(4L);
        assertThat(read(id, 3, 1).reachedHead()).isFalse();
        assertThat(read(id, 19, 1).reachedHead()).isTrue();
        LogBlock some = read(id, 0, 500);
        assertThat(some.rows()).extracting(LogRow::firstVersion).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(some.reachedHead()).isFalse();
    }

    @Test
    void j6ADocumentJustStartedHasAnEmptyBlock() {
        UUID id = started();

        LogBlock block = read(id, 0, ALL);
        assertThat(block).isEqualTo(new LogBlock(start(id), List.of(), true));
        assertThat(read(id, 9, ALL)).isEqualTo(block);
    }

    @Test
    void j7EntriesComeBackByteForByte() {
        UUID id = started();
        List<byte[]> entries = entries("\\u0000 \\\"}{ \\\\", "", "\ud83d\ude00 ä", "x".repeat(256 * 1024));
        Append append = committed(append(id, start(id), entries));

        LogRow row = read(id, 0, 1).rows().getFirst();
        assertThat(textOf(row.entries())).isEqualTo(textOf(entries));
        assertThat(row.hash()).isEqualTo(append.hash());
    }

    @Test
    void j11KeepsTheTwoNewestSnapshotsAndGivesThemBackByteForByte() {
        UUID id = started();
        LogEnd head = start(id);
        List<Snapshot> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            head = committed(append(id, head, "a", "b")).end();
            byte[] content = Integer.toString(i).repeat(i * 10_000).getBytes(StandardCharsets.UTF_8);
            kept.add(new Snapshot(id, head.version(), head.hash(), content, new byte[]{(byte) i, 0, -1}));
            assertThat(join(journal().keep(kept.getLast()))).isTrue();
        }

        assertThat(join(journal().snapshot(id, Long.MAX_VALUE))).hasValueSatisfying(same(kept.get(2)));
        assertThat(join(journal().snapshot(id, 6))).hasValueSatisfying(same(kept.get(2)));
        assertThat(join(journal().snapshot(id, 5))).hasValueSatisfying(same(kept.get(1)));
        assertThat(join(journal().snapshot(id, 3))).isEmpty();
        assertThat(join(journal().snapshot(started(), Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void j11KeepsNoSnapshotThatTheLogDoesNotBearOut() {
        UUID id = started();
        Append two = committed(append(id, start(id), "a", "b"));
        byte[] some = {1};
        assertThat(List.of(
                new Snapshot(id, 2, start(id).hash(), some, some),
                new Snapshot(id, 1, two.hash(), some, some),
                new Snapshot(id, 3, two.hash(), some, some),
                new Snapshot(UUID.randomUUID(), 2, two.hash(), some, some)))
                .allSatisfy(snapshot -> assertThat(join(journal().keep(snapshot))).isFalse());
        Snapshot right = new Snapshot(id, 2, two.hash(), some, some);
        assertThat(join(journal().keep(right))).isTrue();
        assertThat(join(journal().keep(right))).as("once more").isTrue();
        purge(id);
        assertThat(join(journal().keep(right))).isFalse();
    }

    @Test
    void j6AReplayReadsWhatAReadReads() {
        UUID id = started();
        Append append = committed(append(id, start(id), "1", "2", "3"));
        LogBlock block = join(journal().replay(id, 1, ALL)).orElseThrow();
        assertThat(block.rows()).singleElement().extracting(LogRow::hash).isEqualTo(append.hash());
        assertThat(block.hashAt(0)).isEqualTo(start(id).hash());
        assertThat(block.hashAt(3)).isEqualTo(append.hash());
        assertThat(block.hashAt(4)).isNull();
        assertThat(join(journal().replay(UUID.randomUUID(), 0, ALL))).isEmpty();
    }

    private static Consumer<Snapshot> same(Snapshot expected) {
        return found -> {
            assertThat(found.version()).isEqualTo(expected.version());
            assertThat(found.hash()).isEqualTo(expected.hash());
            assertThat(found.content()).isEqualTo(expected.content());
            assertThat(found.replicas()).isEqualTo(expected.replicas());
        };
    }

    final UUID started() {
        UUID id = UUID.randomUUID();
        startDocument(id, LogFixture.startHash(id));
        return id;
    }

    final Append committed(Append append) {
        assertThat(outcome(append)).isEqualTo(COMMITTED);
        return append;
    }

    final AppendOutcome outcome(Append append) {
        return join(journal().append(append));
    }

    final LogBlock read(UUID documentId, long afterVersion, int bytesMax) {
        return join(journal().read(documentId, afterVersion, bytesMax)).orElseThrow();
    }

    final List<LogRow> readAll(UUID documentId) {
        List<LogRow> rows = new ArrayList<>();
        long version = 0;
        for (LogBlock block = read(documentId, 0, 1_000);; block = read(documentId, version, 1_000)) {
            rows.addAll(block.rows());
            if (block.reachedHead()) {
                return rows;
            }
            version = block.rows().getLast().lastVersion();
        }
    }

    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer of the journal", e);
        }
    }

    private static List<Append> rivals(UUID id, LogEnd head, int round) {
        return IntStream.range(0, 8)
                .mapToObj(rival -> append(
                        id,
                        head,
                        IntStream.rangeClosed(0, rival % 3)
                                .mapToObj(i -> round + "." + rival + "." + i)
                                .toArray(String[]::new)))
                .toList();
    }

    private List<AppendOutcome> race(List<Append> rivals) {
        List<Thread> threads = new ArrayList<>();
        AppendOutcome[] outcomes = new AppendOutcome[rivals.size()];
        for (int i = 0; i < rivals.size(); i++) {
            int rival = i;
            threads.add(Thread.ofVirtual().start(() -> outcomes[rival] = outcome(rivals.get(rival))));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return List.of(outcomes);
    }
}
