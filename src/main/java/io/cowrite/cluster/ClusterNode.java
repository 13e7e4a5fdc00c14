package io.cowrite.cluster;

import io.cowrite.observability.ClusterMeter;
import io.cowrite.room.PeerInbox;
import io.cowrite.room.TimeSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node among others: it says that it is there, looks who else is, and while there is anybody asks again and again where
 * the logs of its open documents end. Alone it asks nothing. Any thread; nothing blocks.
 */
public final class ClusterNode {

    /** Who joins is served from memory only if polls answered within this. */
    static final long BLIND_AFTER_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final long NANOS_A_MILLI = 1_000_000;

    private final Self self;
    private final ClusterStore store;
    private final PeerInbox inbox;
    private final TimeSource time;
    private final ClusterSettings settings;
    private final ClusterMeter meter;
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile boolean running;

    /** When the newest poll that was answered began. */
    private volatile long sawNanos;
    private volatile boolean blind;

    public ClusterNode(Self self, ClusterStore store, PeerInbox inbox, TimeSource time, ClusterSettings settings,
            ClusterMeter meter) {
        this.self = self;
        this.store = store;
        this.inbox = inbox;
        this.time = time;
        this.settings = settings;
        this.meter = meter;
    }

    /** Registers; completes, never with a failure, when that is done or cannot be done now. */
    public CompletionStage<Void> start() {
        running = true;
        return beat();
    }

    /** Takes itself off the register; completes, never with a failure, when that is done or cannot be done. */
    public CompletionStage<Void> stop() {
        running = false;
        return store.leave(self.id()).handle((was, failure) -> null);
    }

    private CompletionStage<Void> beat() {
        return store.beat(self.id(), settings.goneAfter()).handle((beat, failure) -> {
            if (failure == null) {
                seen(beat);
            } else {
                LOG.warn("This node cannot be registered now: {}", failure.getMessage());
            }
            if (running) {
                time.after(settings.heartbeat().toMillis(), this::beatAgain);
            }
            return null;
        });
    }

    private void beatAgain() {
        if (running) {
            CompletionStage<Void> _ = beat();
        }
    }

    private void seen(ClusterStore.Beat beat) {
        boolean wasAlone = self.others() == 0;
        if (beat.others() != self.others()) {
            LOG.info("Other nodes on this database: {}", beat.others());
        }
        self.timeline(beat.timeline());
        self.others(beat.others());
        if (beat.others() > 0 && !polling.getAndSet(true)) {
            sawNanos = time.nanos();
            poll();
            watch();
        }
        if (wasAlone && beat.others() > 0) {
            inbox.notAloneAnyMore();
        }
    }

    private boolean isAccompanied() {
        return running && self.others() > 0;
    }

    private void poll() {
        if (!isAccompanied()) {
            polling.set(false);
            return;
        }
        long begun = time.nanos();
        Set<UUID> open = inbox.open();
        if (open.isEmpty()) {
            sawNanos = begun; // Who joins has its document loaded, which asks the store itself.
            pollAgain();
            return;
        }
        store.heads(open).whenComplete((heads, failure) -> {
            if (failure == null) {
                meter.polled(time.nanos() - begun);
                saw(begun, open, heads);
            } else {
                LOG.warn("The heads of {} documents cannot be asked for now: {}", open.size(), failure.getMessage());
            }
            pollAgain();
        });
    }

    private void pollAgain() {
        time.after(settings.poll().toMillis(), this::poll);
    }

    private void saw(long begun, Set<UUID> open, ClusterStore.Heads heads) {
        self.timeline(heads.timeline());
        sawNanos = begun;
        open.forEach(document -> inbox.polled(document, Optional.ofNullable(heads.heads().get(document)), begun));
    }

    /** Beside the polls, which may wait for an answer for long. */
    private void watch() {
        if (!isAccompanied()) {
            look(0);
            return;
        }
        look((time.nanos() - sawNanos) / NANOS_A_MILLI);
        time.after(settings.poll().toMillis(), this::watch);
    }

    private void look(long unseenMillis) {
        boolean now = unseenMillis > BLIND_AFTER_MILLIS;
        if (now != blind) {
            blind = now;
            inbox.blind(now);
        }
        if (unseenMillis > settings.servedBlind().toMillis()) {
            inbox.endAll("the store cannot be reached");
        }
    }
}
