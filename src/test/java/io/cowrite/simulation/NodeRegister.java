package io.cowrite.simulation;

import io.cowrite.cluster.ClusterStore;
import io.cowrite.journal.LogRow;
import io.cowrite.protocol.Point;
import io.cowrite.room.PolledHead;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The table of nodes, as one life of a node asks for it; the store's clock is the queue's. */
final class NodeRegister implements ClusterStore {

    private final World world;
    private final NodeJournal journal;
    private final Map<UUID, Long> seen;

    NodeRegister(World world, NodeJournal journal) {
        this.world = world;
        this.journal = journal;
        this.seen = world.registered;
    }

    @Override
    public CompletionStage<Beat> beat(UUID node, Duration goneAfter) {
        return journal.ask(() -> {
            long now = world.queue.now();
            seen.put(node, now);
            long others = seen.entrySet().stream()
                    .filter(one -> !one.getKey().equals(node) && now - one.getValue() <= goneAfter.toNanos())
                    .count();
            return new Beat(Math.toIntExact(others), world.store.timeline());
        });
    }

    @Override
    public CompletionStage<Heads> heads(Collection<UUID> documents) {
        return journal.ask(() -> {
            world.tally.add(Seen.POLLS);
            LogRow head = world.store.head();
            PolledHead polled = new PolledHead(new Point(head.lastVersion(), head.hash()),
                    world.store.rights().accessVersion());
            Map<UUID, PolledHead> heads = new HashMap<>();
            if (!world.store.rights().purged()) {
                documents.forEach(document -> heads.put(document, polled));
            }
            return new Heads(heads, world.store.timeline());
        });
    }

    @Override
    public CompletionStage<Boolean> leave(UUID node) {
        return journal.ask(() -> seen.remove(node) != null);
    }
}
