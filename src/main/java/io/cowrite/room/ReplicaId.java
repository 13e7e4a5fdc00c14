package io.cowrite.room;

import io.cowrite.protocol.Entry;

/** One replica: a clientId counts only together with the user whose it is. */
record ReplicaId(String userId, String clientId) {

    static ReplicaId of(Entry entry) {
        return new ReplicaId(entry.userId(), entry.clientId());
    }
}
