package io.cowrite.cluster;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Registered before anybody can connect, and until the rooms have let everybody go. */
final class ClusterMembership implements SmartLifecycle {

    private static final int BEFORE_THE_WEB_SERVER = Integer.MAX_VALUE - 8_192;
    private static final long WAIT_SECONDS = 5;

    private final ClusterNode node;
    private final Bus bus;
    private final BusEar ear;
    private Bus.@Nullable Subscription subscription;

    ClusterMembership(ClusterNode node, Bus bus, BusEar ear) {
        this.node = node;
        this.bus = bus;
        this.ear = ear;
    }

    @Override
    public synchronized void start() {
        subscription = bus.subscribe(ear::hear);
        await(node.start());
    }

    @Override
    public synchronized void stop() {
        Bus.Subscription listening = subscription;
        subscription = null;
        if (listening != null) {
            listening.close();
            await(node.stop());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return subscription != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }

    private static void await(CompletionStage<Void> stage) {
        stage.toCompletableFuture().completeOnTimeout(null, WAIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
