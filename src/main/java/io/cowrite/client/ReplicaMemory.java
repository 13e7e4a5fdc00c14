package io.cowrite.client;

import org.jspecify.annotations.Nullable;

/**
 * What a replica must know to go on after its process ended, as it stood when it was taken.
 *
 * @param copy its own, changed by nobody; null: nothing was loaded
 */
record ReplicaMemory(String clientId, long attempt, @Nullable String userId, @Nullable WorkingCopy copy) {}
