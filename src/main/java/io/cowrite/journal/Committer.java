package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Commits what gathered while the last commit ran, in one statement, on a thread of its own. Without work it looks from
 * time to time whether the database still answers, so that it is known to be gone before an edit depends on it.
 */
final class Committer implements AutoCloseable {

    private static final long IDLE_PROBE_MILLIS = 5_000;
    private static final long RECONNECT_MILLIS = 1_000;

    private static final AppendOutcome CLOSED = new AppendOutcome.Failed("08003", "the journal is closed");

    private final CommitStore store;
    private final Waiting waiting;
    private final Duration drainMax;
    private final Thread thread;

    Committer(CommitStore store, JournalProperties properties) {
        this.store = store;
        this.waiting = new Waiting(
                properties.documentsPerStatement(),
                properties.bytesPerStatement().toBytes());
        // One statement under way and one that waits may both have to time out.
        this.drainMax = properties.socketTimeout().multipliedBy(2).plusSeconds(1);
        this.thread = Thread.ofPlatform().daemon().name("cowrite-committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    CompletionStage<AppendOutcome> append(Append append) {
        Pending pending = Pending.of(append);
        if (!waiting.add(pending)) {
            tell(pending, CLOSED);
        }
        return pending.outcome();
    }

    boolean works() {
        return thread.isAlive() && store.works();
    }

    /** Commits what was given, then ends; gives up when the database does not answer. */
    @Override
    public void close() {
        waiting.close();
        try {
            if (!thread.join(drainMax)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.abort();
    }

    private void run() {
        store.probe();
        try {
            for (Optional<List<Pending>> group = take(); group.isPresent(); group = take()) {
                if (group.get().isEmpty()) {
                    store.probe();
                } else {
                    commit(group.get());
                }
            }
        } catch (InterruptedException e) {
            // Closed, and out of time: what waits was never sent.
            waiting.drain().forEach(each -> tell(each, CLOSED));
        }
    }

    private Optional<List<Pending>> take() throws InterruptedException {
        return waiting.take(store.works() ? IDLE_PROBE_MILLIS : RECONNECT_MILLIS);
    }

    private void commit(List<Pending> group) {
        switch (store.append(group.stream().map(Pending::append).toList())) {
            case GroupOutcome.Answered(Set<UUID> appended) ->
                group.forEach(each -> tell(each, outcomeOf(each.append(), appended)));
            case GroupOutcome.Refused(AppendOutcome.Failed failed) -> {
                if (group.size() == 1) {
                    tell(group.getFirst(), failed);
                } else {
                    commit(group.subList(0, group.size() / 2));
                    commit(group.subList(group.size() / 2, group.size()));
                }
            }
            case GroupOutcome.Whole(AppendOutcome outcome) -> group.forEach(each -> tell(each, outcome));
        }
    }

    private static AppendOutcome outcomeOf(Append append, Set<UUID> appended) {
        return appended.contains(append.documentId())
                ? new AppendOutcome.Committed()
                : new AppendOutcome.NotAppended();
    }

    private static void tell(Pending pending, AppendOutcome outcome) {
        pending.outcome().complete(outcome);
    }
}
