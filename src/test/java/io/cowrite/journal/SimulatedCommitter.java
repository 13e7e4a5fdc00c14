package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import io.cowrite.observability.JournalMeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The real committer, whose connections are simulated. One thread. */
public final class SimulatedCommitter {

    private final Committer committer;

    /** What is known of a statement, told once. */
    public static final class Answer {

        private final CompletableFuture<GroupOutcome> outcome = new CompletableFuture<>();

        private Answer() {}

        /** It committed, and added rows to these documents. */
        public void answered(Set<UUID> appended) {
            outcome.complete(new GroupOutcome.Answered(appended));
        }

        /** The server refused all of it because of one document, and does not say which. */
        public void refused(String sqlState) {
            outcome.complete(new GroupOutcome.Refused(new AppendOutcome.Failed(sqlState, "refused")));
        }

        /** The server refused all of it, because of none of them. */
        public void failed(String sqlState) {
            outcome.complete(new GroupOutcome.Whole(new AppendOutcome.Failed(sqlState, "failed")));
        }

        public void inDoubt() {
            outcome.complete(new GroupOutcome.Whole(new AppendOutcome.InDoubt("no answer")));
        }
    }

    /** Carries out one append statement for many documents. */
    @FunctionalInterface
    public interface Database {

        void append(List<Append> group, Answer answer);
    }

    /**
     * Opens a committer.
     *
     * @param documentsMax in one statement
     * @param lockTimeout as in the settings
     * @param executor on which groups are taken, soon but not at once
     */
    public SimulatedCommitter(
            Database database, int documentsMax, Duration lockTimeout, LongSupplier nanos, Executor executor) {
        committer = new Committer(
                (name, probes, commit) -> new QueuedLane(database, documentsMax, executor, commit), lockTimeout, nanos,
                JournalMeter.NONE);
        committer.start();
    }

    public CompletionStage<AppendOutcome> append(Append append) {
        return committer.append(append);
    }

    private static final class QueuedLane implements Lane {

        private final Database database;
        private final Executor executor;
        private final Function<List<Pending>, CompletionStage<Void>> commit;
        private final Waiting waiting;
        private boolean busy;

        QueuedLane(Database database, int documentsMax, Executor executor,
                Function<List<Pending>, CompletionStage<Void>> commit) {
            this.database = database;
            this.executor = executor;
            this.commit = commit;
            this.waiting = new Waiting(documentsMax, 1 << 20);
        }

        @Override
        public void start() {}

        @Override
        public void add(Pending pending) {
            waiting.add(pending);
            if (!busy) {
                busy = true;
                executor.execute(this::next);
            }
        }

        private void next() {
            List<Pending> group = taken();
            busy = !group.isEmpty();
            if (busy) {
                commit.apply(group).whenComplete((done, failure) -> executor.execute(this::next));
            }
        }

        private List<Pending> taken() {
            try {
                return waiting.take(0).orElse(List.of());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public CompletionStage<GroupOutcome> execute(List<Pending> group) {
            Answer answer = new Answer();
            database.append(group.stream().map(Pending::append).toList(), answer);
            return answer.outcome;
        }

        @Override
        public boolean works() {
            return true;
        }

        @Override
        public void close() {
            waiting.close();
        }
    }
}
