package io.cowrite.journal;

import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.protocol.Hash;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryJournalTests extends JournalContract {

    private final InMemoryJournal journal = new InMemoryJournal(Runnable::run);

    @Override
    Journal journal() {
        return journal;
    }

    @Override
    void startDocument(UUID documentId, Hash start) {
        journal.start(documentId, start, LogFixture.ACCESS);
    }

    @Override
    void setAccessVersion(UUID documentId, long accessVersion) {
        journal.setAccessVersion(documentId, accessVersion);
    }

    @Override
    void purge(UUID documentId) {
        journal.purge(documentId);
    }

    @Test
    void commitsWhenItsExecutorRunsAndNotBefore() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        InMemoryJournal stepped = new InMemoryJournal(tasks::add);
        UUID id = UUID.randomUUID();
        stepped.start(id, LogFixture.startHash(id), LogFixture.ACCESS);

        CompletionStage<AppendOutcome> outcome = stepped.append(LogFixture.append(id, LogFixture.start(id), "a"));
        assertThat(outcome.toCompletableFuture()).isNotDone();
        tasks.remove().run();
        assertThat(outcome.toCompletableFuture()).isCompletedWithValue(new AppendOutcome.Committed());
    }

    @Test
    void rollingBackLosesWholeRows() {
        UUID id = started();
        Append first = committed(LogFixture.append(id, LogFixture.start(id), "a"));
        committed(LogFixture.append(id, first.end(), "b", "c"));
        journal.rollBack(id, 2);

        assertThat(read(id, 0, 1).rows()).extracting(LogRow::lastVersion).containsExactly(1L);
        assertThat(read(id, 0, 1).reachedHead()).isTrue();
    }

    @Test
    void faultsAreUsedUpInOrder() {
        UUID id = started();
        FaultyJournal faulty = new FaultyJournal(journal);
        faulty.next(Fault.IN_DOUBT_COMMITTED, Fault.IN_DOUBT_LOST, Fault.FAILED);
        Append first = LogFixture.append(id, LogFixture.start(id), "a");
        Append second = LogFixture.append(id, first.end(), "b");

        assertThat(join(faulty.append(first))).isInstanceOf(AppendOutcome.InDoubt.class);
        assertThat(join(faulty.append(second))).isInstanceOf(AppendOutcome.InDoubt.class);
        assertThat(join(faulty.append(second))).isInstanceOf(AppendOutcome.Failed.class);
        assertThat(read(id, 0, 1).rows()).extracting(LogRow::lastVersion).containsExactly(1L);
        assertThat(join(faulty.append(second))).isEqualTo(new AppendOutcome.Committed());
    }

    @Test
    void anAppendInDoubtMayLandLater() {
        UUID id = started();
        FaultyJournal faulty = new FaultyJournal(journal);
        faulty.next(Fault.IN_DOUBT_LANDS_LATER);
        Append append = LogFixture.append(id, LogFixture.start(id), "a");

        assertThat(join(faulty.append(append))).isInstanceOf(AppendOutcome.InDoubt.class);
        assertThat(read(id, 0, 1).rows()).isEmpty();
        assertThat(faulty.underWay()).containsExactly(append);
        assertThat(faulty.land()).singleElement().satisfies(stage -> assertThat(join(stage))
                .isEqualTo(new AppendOutcome.Committed()));
        assertThat(read(id, 0, 1).rows()).hasSize(1);
    }

    @Test
    void aSlowAppendAnswersWhenReleased() {
        UUID id = started();
        FaultyJournal faulty = new FaultyJournal(journal);
        faulty.next(Fault.SLOW);

        CompletionStage<AppendOutcome> outcome = faulty.append(LogFixture.append(id, LogFixture.start(id), "a"));
        assertThat(outcome.toCompletableFuture()).isNotDone();
        assertThat(read(id, 0, 1).rows()).isEmpty();
        faulty.release();
        assertThat(join(outcome)).isEqualTo(new AppendOutcome.Committed());
    }

    @Test
    void readsFailAsOftenAsScripted() {
        UUID id = started();
        FaultyJournal faulty = new FaultyJournal(journal);
        faulty.failReads(1);

        assertThat(faulty.read(id, 0, 1).toCompletableFuture()).isCompletedExceptionally();
        assertThat(faulty.read(id, 0, 1).toCompletableFuture()).isCompleted();
    }
}
