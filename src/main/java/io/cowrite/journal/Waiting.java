package io.cowrite.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The appends that wait for the committer. Bounded by its callers, who have one of each document under way. Any thread. */
final class Waiting {

    /** One append and whoever waits for it, since {@code sinceNanos}. */
    record Pending(Append append, CompletableFuture<AppendOutcome> outcome, long bytes, long sinceNanos) {

        /** What a row costs beside its entries, about. */
        private static final int BYTES_BESIDE = 100;

        static Pending of(Append append) {
            long bytes = BYTES_BESIDE;
            for (byte[] entry : append.entries()) {
                bytes += entry.length;
            }
            return new Pending(append, new CompletableFuture<>(), bytes, System.nanoTime());
        }

        long entryBytes() {
            return bytes - BYTES_BESIDE;
        }

        void tell(AppendOutcome known) {
            outcome.complete(known);
        }
    }

    private final int documentsMax;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private boolean closed;

    Waiting(int documentsMax, long bytesMax) {
        this.documentsMax = documentsMax;
        this.bytesMax = bytesMax;
    }

    /** Adds one; false if nothing is taken any more. */
    boolean add(Pending pending) {
        lock.lock();
        try {
            if (!closed) {
                queue.add(pending);
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is taken; what waits can still be got. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is there, and takes what fits into one statement, the oldest first; an empty list if
     * nothing came for {@code millisMax}; nothing if it is closed and empty.
     */
    Optional<List<Pending>> take(long millisMax) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millisMax);
            while (queue.isEmpty() && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return queue.isEmpty() && closed ? Optional.empty() : Optional.of(group());
        } finally {
            lock.unlock();
        }
    }

    /** Takes all, without waiting. */
    List<Pending> drain() {
        lock.lock();
        try {
            List<Pending> all = List.copyOf(queue);
            queue.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** One append of each document: the answer of the statement names documents, not rows. */
    private List<Pending> group() {
        List<Pending> group = new ArrayList<>();
        List<Pending> later = new ArrayList<>();
        Set<UUID> documents = new HashSet<>();
        long bytes = 0;
        while (!queue.isEmpty() && group.size() < documentsMax) {
            Pending next = queue.element();
            boolean second = documents.contains(next.append().documentId());
            if (!second && !group.isEmpty() && bytes + next.bytes() > bytesMax) {
                break;
            }
            queue.remove();
            (second ? later : group).add(next);
            documents.add(next.append().documentId());
            bytes += second ? 0 : next.bytes();
        }
        later.reversed().forEach(queue::addFirst);
        return group;
    }
}
