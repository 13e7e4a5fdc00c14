package io.cowrite.websocket;

import io.cowrite.room.TimeSource;
import org.springframework.context.SmartLifecycle;

/** Lets connections look at their time limits once a second. */
final class ConnectionTicker implements SmartLifecycle {

    private static final long EVERY_MILLIS = 1_000;

    private final Connections connections;
    private final TimeSource time;
    private volatile boolean running;

    ConnectionTicker(Connections connections, TimeSource time) {
        this.connections = connections;
        this.time = time;
    }

    @Override
    public void start() {
        running = true;
        again();
    }

    private void again() {
        time.after(EVERY_MILLIS, () -> {
            if (running) {
                try {
                    connections.tick();
                } finally {
                    again();
                }
            }
        });
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
