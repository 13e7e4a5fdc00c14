package io.cowrite.cluster;

import io.cowrite.room.PolledHead;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What nodes ask the database of each other. Any thread; nothing blocks; stages fail if the store cannot be asked. */
public interface ClusterStore {

    /** How many other nodes are registered, and what names the database and its timeline. */
    record Beat(int others, String timeline) {}

    /** Where logs end, by document; those without a log, or purged, are left out. */
    record Heads(Map<UUID, PolledHead> heads, String timeline) {}

    /** Registers {@code node} as seen now, by the database's clock; others that were not seen for so long are gone. */
    CompletionStage<Beat> beat(UUID node, Duration goneAfter);

    /** One statement for all of {@code documents}; it begins after this is called. */
    CompletionStage<Heads> heads(Collection<UUID> documents);

    /** {@code node} is there no more; tells whether it was. */
    CompletionStage<Boolean> leave(UUID node);
}
