package io.cowrite.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A journal whose next appends and reads go wrong as a test says. Faults are used up in the order given, one by each
 * append; without one left, it is the journal behind it. Any thread.
 */
public final class FaultyJournal implements Journal {

    /** What happens to one append. */
    public enum Fault {
        /** Nothing goes wrong: for scripts in which a later append fails. */
        NONE,
        /** It commits, and the answer is lost. */
        IN_DOUBT_COMMITTED,
        /** It never arrives, and nobody can know. */
        IN_DOUBT_LOST,
        /** In doubt, and still on its way: {@link #land} lets it arrive. */
        IN_DOUBT_LANDS_LATER,
        /** The server answers with an error. */
        FAILED,
        /** No answer until {@link #release}, which lets it arrive. */
        SLOW
    }

    private final Journal journal;
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<Append> underWay = new ArrayList<>();
    private final List<Slow> slow = new ArrayList<>();
    private final List<Runnable> heldReads = new ArrayList<>();
    private final Map<UUID, Integer> reads = new ConcurrentHashMap<>();
    private final List<Long> replays = new CopyOnWriteArrayList<>();
    private final List<Runnable> heldSnapshots = new ArrayList<>();
    private volatile boolean snapshotsFail;
    private volatile boolean snapshotsHeld;
    private int readsToFail;
    private boolean readsHeld;

    public FaultyJournal(Journal journal) {
        this.journal = journal;
    }

    /** Adds faults for the next appends. */
    public synchronized void next(Fault... more) {
        faults.addAll(List.of(more));
    }

    /** Lets the next {@code count} reads fail. */
    public synchronized void failReads(int count) {
        readsToFail = count;
    }

    /** From now on reads are done, but their answers are held until {@link #releaseReads}. */
    public synchronized void holdReads() {
        readsHeld = true;
    }

    /** Lets the answers that are held go, in the order they came. */
    public void releaseReads() {
        List<Runnable> held;
        synchronized (this) {
            readsHeld = false;
            held = List.copyOf(heldReads);
            heldReads.clear();
        }
        held.forEach(Runnable::run);
    }

    /** Appends that wait for {@link #land}, in the order they came. */
    public synchronized List<Append> underWay() {
        return List.copyOf(underWay);
    }

    /** Lets all appends that are still on their way arrive; their outcomes, which no room hears of, in their order. */
    public List<CompletionStage<AppendOutcome>> land() {
        return taken(underWay).stream().map(journal::append).toList();
    }

    /** Nothing fails any more; what is still on its way arrives. */
    public void heal() {
        synchronized (this) {
            faults.clear();
            readsToFail = 0;
        }
        land();
        release();
    }

    /** Lets all slow appends go on. */
    public void release() {
        for (Slow each : taken(slow)) {
            var _ = journal.append(each.append).thenAccept(each.outcome::complete);
        }
    }

    @Override
    public CompletionStage<AppendOutcome> append(Append append) {
        return switch (nextFault()) {
            case NONE -> journal.append(append);
            case IN_DOUBT_COMMITTED -> journal.append(append).thenApply(lost -> inDoubt());
            case IN_DOUBT_LOST -> CompletableFuture.completedFuture(inDoubt());
            case IN_DOUBT_LANDS_LATER -> {
                keep(underWay, append);
                yield CompletableFuture.completedFuture(inDoubt());
            }
            case FAILED -> CompletableFuture.completedFuture(new AppendOutcome.Failed("53100", "scripted: disk full"));
            case SLOW -> {
                Slow held = new Slow(append, new CompletableFuture<>());
                keep(slow, held);
                yield held.outcome;
            }
        };
    }

    @Override
    public CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        reads.merge(documentId, 1, Integer::sum);
        if (readFails()) {
            return CompletableFuture.failedFuture(new IllegalStateException("scripted: the store cannot be read"));
        }
        CompletableFuture<Optional<LogBlock>> answer = new CompletableFuture<>();
        boolean held = areReadsHeld();
        var _ = journal.read(documentId, afterVersion, bytesMax).whenComplete((block, failure) -> {
            Runnable tell = () -> complete(answer, block, failure);
            if (held) {
                keep(heldReads, tell);
            } else {
                tell.run();
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<Optional<LogBlock>> replay(UUID documentId, long afterVersion, int bytesMax) {
        replays.add(afterVersion);
        return read(documentId, afterVersion, bytesMax);
    }

    /** How often a log was read, replays included. */
    public int reads(UUID documentId) {
        return reads.getOrDefault(documentId, 0);
    }

    /** The versions after which older entries were read, in order. */
    public List<Long> replays() {
        return List.copyOf(replays);
    }

    @Override
    public CompletionStage<Boolean> keep(Snapshot snapshot) {
        if (snapshotsFail) {
            return CompletableFuture.failedFuture(new IllegalStateException("scripted: no snapshot can be written"));
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Runnable keep = () -> journal.keep(snapshot).whenComplete((kept, failure) -> complete(answer, kept, failure));
        if (snapshotsHeld) {
            keep(heldSnapshots, keep);
        } else {
            keep.run();
        }
        return answer;
    }

    /** From now on snapshots are not written until {@link #releaseSnapshots}. */
    public void holdSnapshots() {
        snapshotsHeld = true;
    }

    /** Lets the snapshots that are held go. */
    public void releaseSnapshots() {
        snapshotsHeld = false;
        taken(heldSnapshots).forEach(Runnable::run);
    }

    /** How many snapshots wait for {@link #releaseSnapshots}. */
    public synchronized int snapshotsHeld() {
        return heldSnapshots.size();
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshot(UUID documentId, long versionMax) {
        if (snapshotsFail) {
            return CompletableFuture.failedFuture(new IllegalStateException("scripted: no snapshot can be read"));
        }
        return journal.snapshot(documentId, versionMax);
    }

    /** Whether snapshots can neither be written nor read from now on. */
    public void failSnapshots(boolean fail) {
        snapshotsFail = fail;
    }

    private static <T> void complete(CompletableFuture<T> answer, T value, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private synchronized boolean areReadsHeld() {
        return readsHeld;
    }

    private static AppendOutcome inDoubt() {
        return new AppendOutcome.InDoubt("scripted: no answer");
    }

    private synchronized Fault nextFault() {
        Fault fault = faults.poll();
        return fault == null ? Fault.NONE : fault;
    }

    private synchronized boolean readFails() {
        if (readsToFail == 0) {
            return false;
        }
        readsToFail--;
        return true;
    }

    private synchronized <T> void keep(List<T> list, T each) {
        list.add(each);
    }

    private synchronized <T> List<T> taken(List<T> list) {
        List<T> all = List.copyOf(list);
        list.clear();
        return all;
    }

    private record Slow(Append append, CompletableFuture<AppendOutcome> outcome) {}
}
