package io.cowrite.room;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * When the service stops, settles and publishes what was submitted and closes the sockets, before the web server stops:
 * an upgraded socket is no request that it would wait for.
 */
final class RoomDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoomDrain.class);

    private final Rooms rooms;
    private volatile boolean running;

    RoomDrain(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void start() {
        rooms.reopen();
        running = true;
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stop with a callback");
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        rooms.drain().whenComplete((drained, failure) -> {
            if (failure != null) {
                log.error("the rooms could not be drained", failure);
            }
            done.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE; // Stops first.
    }
}
