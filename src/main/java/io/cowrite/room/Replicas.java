package io.cowrite.room;

import io.cowrite.protocol.Entry;
import java.util.LinkedHashMap;

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

    void add(Entry entry) {
        ReplicaId replica = ReplicaId.of(entry);
        long last = Math.max(lastSequence(replica), entry.sequence());
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
