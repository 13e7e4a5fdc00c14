package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import io.cowrite.observability.JournalMeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Commits what gathered while the last commit ran, in one statement. A group that the server refuses is passed on to a
 * second connection, which finds out in parts whose fault it is; so are documents that were found, until they commit
 * again. Thus none of them slows the others. Any thread may call.
 */
final class Committer implements AutoCloseable {

    static final String NAME = "cowrite-committer";

    /** After so many time-outs parts of a group are not divided any more: they have failed, and will be given again. */
    private static final int TIMEOUTS_MAX = 10;

    private final Lane lane;
    private final Lane retries;
    private final JournalMeter meter;
    private final Suspects suspects = new Suspects();
    private final long partsNanosMax;
    private final LongSupplier nanos;

    /**
     * A committer that is not started yet.
     *
     * @param lockTimeout how long a statement may wait for what another transaction holds
     * @param nanos a clock that only goes forward
     */
    Committer(Lane.Source lanes, Duration lockTimeout, LongSupplier nanos, JournalMeter meter) {
        this.meter = meter;
        this.nanos = nanos;
        this.partsNanosMax = lockTimeout.multipliedBy(TIMEOUTS_MAX).toNanos();
        this.lane = lanes.open(NAME, true, this::commit);
        this.retries = lanes.open(NAME + "-retries", false, this::commitInParts);
    }

    void start() {
        lane.start();
        retries.start();
    }

    CompletionStage<AppendOutcome> append(Append append) {
        Pending pending = Pending.of(append);
        (suspects.contains(append.documentId()) ? retries : lane).add(pending);
        return pending.outcome();
    }

    boolean works() {
        return lane.works();
    }

    /** Commits what was given, then ends; gives up when the database does not answer. */
    @Override
    public void close() {
        lane.close();
        retries.close();
    }

    private CompletionStage<Void> commit(List<Pending> group) {
        return lane.execute(group).thenAccept(outcome -> {
            switch (outcome) {
                case GroupOutcome.Answered(Set<UUID> appended) -> answered(group, appended);
                case GroupOutcome.Untried(AppendOutcome.Failed failed) -> group.forEach(each -> tell(each, failed));
                case GroupOutcome.Whole(AppendOutcome same) -> group.forEach(each -> tell(each, same));
                case GroupOutcome.Refused(AppendOutcome.Failed failed) -> {
                    if (group.size() == 1) {
                        failed(group, failed);
                    } else {
                        group.forEach(retries::add);
                    }
                }
            }
        });
    }

    private CompletionStage<Void> commitInParts(List<Pending> group) {
        return commitInParts(group, nanos.getAsLong());
    }

    /** A part may have to wait for its time-out, so few levels are better than few statements. */
    private CompletionStage<Void> commitInParts(List<Pending> group, long sinceNanos) {
        int size = (int) Math.sqrt(group.size());
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (int from = 0; from < group.size(); from += size) {
            List<Pending> part = group.subList(from, Math.min(from + size, group.size()));
            done = done.thenCompose(before -> commitPart(part, sinceNanos));
        }
        return done;
    }

    private CompletionStage<Void> commitPart(List<Pending> part, long sinceNanos) {
        return retries.execute(part).thenCompose(outcome -> {
            switch (outcome) {
                case GroupOutcome.Answered(Set<UUID> appended) -> answered(part, appended);
                case GroupOutcome.Untried(AppendOutcome.Failed failed) -> part.forEach(each -> tell(each, failed));
                case GroupOutcome.Whole(AppendOutcome same) -> part.forEach(each -> tell(each, same));
                case GroupOutcome.Refused(AppendOutcome.Failed failed) -> {
                    if (part.size() > 1 && nanos.getAsLong() - sinceNanos <= partsNanosMax) {
                        return commitInParts(part, sinceNanos);
                    }
                    failed(part, failed);
                }
            }
            return CompletableFuture.completedStage(null);
        });
    }

    private void answered(List<Pending> group, Set<UUID> appended) {
        for (Pending each : group) {
            UUID documentId = each.append().documentId();
            suspects.remove(documentId);
            tell(each, appended.contains(documentId)
                    ? new AppendOutcome.Committed()
                    : new AppendOutcome.NotAppended());
        }
    }

    private void failed(List<Pending> group, AppendOutcome.Failed failed) {
        for (Pending each : group) {
            suspects.add(each.append().documentId());
            tell(each, failed);
        }
    }

    private void tell(Pending pending, AppendOutcome outcome) {
        switch (outcome) {
            case AppendOutcome.Committed committed -> meter.appended(pending.append().entries().size(),
                    pending.entryBytes(), nanos.getAsLong() - pending.sinceNanos());
            case AppendOutcome.NotAppended not -> meter.notAppended();
            case AppendOutcome.Failed failed -> meter.failed();
            case AppendOutcome.InDoubt doubt -> meter.inDoubt();
        }
        pending.tell(outcome);
    }
}
