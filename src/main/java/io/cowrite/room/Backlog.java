package io.cowrite.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The submissions that wait, in the order in which they came. Owned by the room's thread. */
final class Backlog {

    private final AtomicLong nodeBytes;
    private final long nodeBytesMax;
    private final List<Waiting> waiting = new ArrayList<>();

    /** A backlog that counts its bytes in {@code nodeBytes}, together with all others of this node. */
    Backlog(AtomicLong nodeBytes, long nodeBytesMax) {
        this.nodeBytes = nodeBytes;
        this.nodeBytesMax = nodeBytesMax;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Adds {@code submission}; false, and nothing is added, if this node has no room for it. */
    boolean add(Submission submission) {
        if (nodeBytes.addAndGet(submission.bytes()) > nodeBytesMax) {
            nodeBytes.addAndGet(-submission.bytes());
            return false;
        }
        waiting.add(new Waiting(submission));
        return true;
    }

    boolean holds(ReplicaId replica, long sequence) {
        return waiting.stream().map(Waiting::submission)
                .anyMatch(one -> one.sequence() == sequence && one.replica().equals(replica));
    }

    /** A copy, so that verdicts may take out what they settle. */
    List<Waiting> all() {
        return List.copyOf(waiting);
    }

    Optional<Waiting> find(Submission submission) {
        return waiting.stream().filter(one -> one.submission() == submission).findAny();
    }

    void remove(Submission submission) {
        removeAll(Set.of(submission));
    }

    void removeAll(Set<Submission> settled) {
        waiting.removeIf(one -> {
            boolean gone = settled.contains(one.submission());
            if (gone) {
                nodeBytes.addAndGet(-one.submission().bytes());
            }
            return gone;
        });
    }

    void clear() {
        waiting.forEach(one -> nodeBytes.addAndGet(-one.submission().bytes()));
        waiting.clear();
    }
}
