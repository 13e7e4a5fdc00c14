package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import io.cowrite.observability.JournalMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A thread that takes groups, and commits them over a connection of its own. */
final class CommitLane implements Lane {

    private static final long IDLE_PROBE_MILLIS = 5_000;
    private static final long RECONNECT_MILLIS = 1_000;

    private static final AppendOutcome CLOSED = new AppendOutcome.Failed("08003", "the journal is closed");

    private final CommitStore store;
    private final boolean probes;
    private final JournalMeter meter;
    private final Function<List<Pending>, CompletionStage<Void>> commit;
    private final Waiting waiting;
    private final Duration drainMax;
    private final Thread thread;

    /** See {@link Lane.Source#open}; {@code commit} is called on the lane's thread. */
    CommitLane(CommitStore store, JournalProperties properties, JournalMeter meter, boolean probes,
            Function<List<Pending>, CompletionStage<Void>> commit) {
        this.store = store;
        this.meter = meter;
        this.probes = probes;
        this.commit = commit;
        this.waiting = new Waiting(
                properties.documentsPerStatement(),
                properties.bytesPerStatement().toBytes());
        // One statement under way and one that waits may both have to time out.
        this.drainMax = properties.socketTimeout().multipliedBy(2).plusSeconds(1);
        this.thread = Thread.ofPlatform().daemon().name(store.name()).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void add(Pending pending) {
        if (!waiting.add(pending)) {
            pending.tell(CLOSED);
        }
    }

    @Override
    public boolean works() {
        return thread.isAlive() && store.works();
    }

    /** Blocks while the statement runs. */
    @Override
    public CompletionStage<GroupOutcome> execute(List<Pending> group) {
        long begun = System.nanoTime();
        GroupOutcome outcome = store.append(group.stream().map(Pending::append).toList());
        long nanos = System.nanoTime() - begun;
        end(outcome).ifPresent(end -> tell(end, group, nanos));
        return CompletableFuture.completedStage(outcome);
    }

    private void tell(JournalMeter.Statement end, List<Pending> group, long nanos) {
        long entries = 0;
        long bytes = 0;
        for (Pending each : group) {
            entries += each.append().entries().size();
            bytes += each.entryBytes();
        }
        meter.statement(end, group.size(), entries, bytes, nanos);
    }

    /** Empty if there was no statement. */
    private static Optional<JournalMeter.Statement> end(GroupOutcome outcome) {
        return switch (outcome) {
            case GroupOutcome.Answered answered -> Optional.of(JournalMeter.Statement.ANSWERED);
            case GroupOutcome.Refused refused -> Optional.of(JournalMeter.Statement.REFUSED);
            case GroupOutcome.Untried untried -> Optional.empty();
            case GroupOutcome.Whole(AppendOutcome.InDoubt doubt) -> Optional.of(JournalMeter.Statement.IN_DOUBT);
            case GroupOutcome.Whole whole -> Optional.of(JournalMeter.Statement.REFUSED);
        };
    }

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
        if (probes) {
            store.probe();
        }
        try {
            for (Optional<List<Pending>> group = take(); group.isPresent(); group = take()) {
                if (!group.get().isEmpty()) {
                    commit.apply(group.get()).toCompletableFuture().join();
                } else if (probes) {
                    store.probe();
                }
            }
        } catch (InterruptedException e) {
            // Closed, and out of time: what waits was never sent.
            waiting.drain().forEach(each -> each.tell(CLOSED));
        }
    }

    private Optional<List<Pending>> take() throws InterruptedException {
        return waiting.take(store.works() || !probes ? IDLE_PROBE_MILLIS : RECONNECT_MILLIS);
    }
}
