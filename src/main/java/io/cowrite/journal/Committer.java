package io.cowrite.journal;

import io.cowrite.journal.Waiting.Pending;
import io.cowrite.observability.JournalMeter;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Commits what gathered while the last commit ran, in one statement. A group that the server refuses is passed on to a
 * second connection, which finds out in parts whose fault it is; so are documents that were found, until they commit
 * again. Thus none of them slows the others. Any thread may call.
 */
final class Committer implements AutoCloseable {

    static final String NAME = "cowrite-committer";

    /** After so many time-outs parts of a group are not divided any more: they have failed, and will be given again. */
    private static final int TIMEOUTS_MAX = 10;

    private final CommitLane lane;
    private final CommitLane retries;
    private final JournalMeter meter;
    private final Suspects suspects = new Suspects();
    private final long partsNanosMax;

    Committer(DatabaseAddress address, JournalProperties properties, JournalMeter meter) {
        this.meter = meter;
        CommitStore store = new CommitStore(NAME, address, properties);
        CommitStore second = new CommitStore(NAME + "-retries", address, properties);
        this.partsNanosMax = properties.lockTimeout().multipliedBy(TIMEOUTS_MAX).toNanos();
        this.lane = new CommitLane(store, properties, meter, true, this::commit);
        this.retries = new CommitLane(second, properties, meter, false, this::commitInParts);
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

    private void commit(List<Pending> group) {
        switch (lane.execute(group)) {
            case GroupOutcome.Answered(Set<UUID> appended) -> answered(group, appended);
            case GroupOutcome.Whole(AppendOutcome outcome) -> group.forEach(each -> tell(each, outcome));
            case GroupOutcome.Refused(AppendOutcome.Failed failed) -> {
                if (group.size() == 1) {
                    failed(group, failed);
                } else {
                    group.forEach(retries::add);
                }
            }
        }
    }

    private void commitInParts(List<Pending> group) {
        commitInParts(group, System.nanoTime());
    }

    /** A part may have to wait for its time-out, so few levels are better than few statements. */
    private void commitInParts(List<Pending> group, long sinceNanos) {
        int size = (int) Math.sqrt(group.size());
        for (int from = 0; from < group.size(); from += size) {
            commitPart(group.subList(from, Math.min(from + size, group.size())), sinceNanos);
        }
    }

    private void commitPart(List<Pending> part, long sinceNanos) {
        switch (retries.execute(part)) {
            case GroupOutcome.Answered(Set<UUID> appended) -> answered(part, appended);
            case GroupOutcome.Whole(AppendOutcome outcome) -> part.forEach(each -> tell(each, outcome));
            case GroupOutcome.Refused(AppendOutcome.Failed failed) -> {
                if (part.size() == 1 || System.nanoTime() - sinceNanos > partsNanosMax) {
                    failed(part, failed);
                } else {
                    commitInParts(part, sinceNanos);
                }
            }
        }
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
                    pending.entryBytes(), System.nanoTime() - pending.sinceNanos());
            case AppendOutcome.NotAppended not -> meter.notAppended();
            case AppendOutcome.Failed failed -> meter.failed();
            case AppendOutcome.InDoubt doubt -> meter.inDoubt();
        }
        pending.tell(outcome);
    }
}
