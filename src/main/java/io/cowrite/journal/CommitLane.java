package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import io.cowrite.observability.JournalMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A queue of appends, the thread that takes them in groups, and the connection over which it commits them. */
final class CommitLane implements AutoCloseable {

    private static final long IDLE_PROBE_MILLIS = 5_000;
    private static final long RECONNECT_MILLIS = 1_000;

    private static final AppendOutcome CLOSED = new AppendOutcome.Failed("08003", "the journal is closed");

    private final CommitStore store;
    private final boolean probes;
    private final JournalMeter meter;
    private final Consumer<List<Pending>> commit;
    private final Waiting waiting;
    private final Duration drainMax;
    private final Thread thread;

    /**
     * A lane that is not started yet.
     *
     * @param probes whether it looks, while there is no work, if the database still answers
     * @param commit what is done with a group, on the lane's thread: it tells each of its outcome
     */
    CommitLane(CommitStore store, JournalProperties properties, JournalMeter meter, boolean probes,
            Consumer<List<Pending>> commit) {
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

    void start() {
        thread.start();
    }

    /** Takes {@code pending}; once closed, it is told so at once. Any thread. */
    void add(Pending pending) {
        if (!waiting.add(pending)) {
            pending.tell(CLOSED);
        }
    }

    boolean works() {
        return thread.isAlive() && store.works();
    }

    /** What is known of one statement that appends {@code group}. The lane's thread. */
    GroupOutcome execute(List<Pending> group) {
        long begun = System.nanoTime();
        GroupOutcome outcome = store.append(group.stream().map(Pending::append).toList());
        long nanos = System.nanoTime() - begun;
        long entries = 0;
        long bytes = 0;
        for (Pending each : group) {
            entries += each.append().entries().size();
            bytes += each.entryBytes();
        }
        meter.statement(end(outcome), group.size(), entries, bytes, nanos);
        return outcome;
    }

    private static JournalMeter.Statement end(GroupOutcome outcome) {
        return switch (outcome) {
            case GroupOutcome.Answered answered -> JournalMeter.Statement.ANSWERED;
            case GroupOutcome.Refused refused -> JournalMeter.Statement.REFUSED;
            case GroupOutcome.Whole(AppendOutcome.InDoubt doubt) -> JournalMeter.Statement.IN_DOUBT;
            case GroupOutcome.Whole whole -> JournalMeter.Statement.REFUSED;
        };
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
        if (probes) {
            store.probe();
        }
        try {
            for (Optional<List<Pending>> group = take(); group.isPresent(); group = take()) {
                if (!group.get().isEmpty()) {
                    commit.accept(group.get());
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
