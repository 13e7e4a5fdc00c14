package io.cowrite.room;

import io.cowrite.protocol.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The last sequence of the replicas that wrote last: a fold of the log. Owned by the room's thread. */
final class Replicas {

    private final int replicasMax;
    private final LinkedHashMap<ReplicaId, Long> lastSequences = new LinkedHashMap<>();

    Replicas(int replicasMax) {
        this.replicasMax = replicasMax;
    }

    /** The last sequence of {@code replica}, 0 if it is not known. */
    long lastSequence(ReplicaId replica) {
        Long last = lastSequences.get(replica);
        return last == null ? 0 : last;
    }

    /** A replica and its last sequence. */
    record Last(ReplicaId replica, long sequence) {}

    /** All that are known, who wrote longest ago first; a copy. */
    List<Last> all() {
        List<Last> all = new ArrayList<>(lastSequences.size());
        lastSequences.forEach((replica, sequence) -> all.add(new Last(replica, sequence)));
        return all;
    }

    void add(Entry entry) {
        add(ReplicaId.of(entry), entry.sequence());
    }

    /** {@code replica}, which wrote after all others, has come to {@code sequence}. */
    void add(ReplicaId replica, long sequence) {
        long last = Math.max(lastSequence(replica), sequence);
        lastSequences.remove(replica);
        lastSequences.put(replica, last);
        if (lastSequences.size() > replicasMax) {
            lastSequences.pollFirstEntry();
        }
    }

    int size() {
        return lastSequences.size();
    }
}
