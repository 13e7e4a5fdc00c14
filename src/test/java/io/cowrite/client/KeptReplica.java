package io.cowrite.client;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a device keeps of a replica: it outlives the process that had it. */
public final class KeptReplica {

    private final ReplicaMemory memory;

    private KeptReplica(ReplicaMemory memory) {
        this.memory = memory;
    }

    /** As it stands now; also from within a channel's {@code send}. */
    public static KeptReplica of(DocumentConnection connection) {
        return new KeptReplica(connection.memory());
    }

    /** Whether there is content in it. */
    boolean isLoaded() {
        return memory.copy() != null;
    }

    /** A connection, not opened, that goes on where {@code kept} was taken; null: anew. */
    public static DocumentConnection connection(
            @Nullable KeptReplica kept,
            Transport transport,
            Timer timer,
            RandomGenerator random,
            Supplier<String> clientIds,
            ConnectionListener listener) {
        return new DocumentConnection(
                transport, timer, random, clientIds, listener, kept == null ? null : kept.memory);
    }
}
