package io.cowrite.room;

import io.cowrite.observability.CrashPoint;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells subscribers that a new view is published, outside the room's thread. Requests made meanwhile are one. */
final class Fanout {

    private final Executor executor;
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile List<Subscriber> subscribers = List.of();

    Fanout(Executor executor) {
        this.executor = executor;
    }

    void subscribers(List<Subscriber> now) {
        subscribers = List.copyOf(now);
    }

    void request() {
        if (!subscribers.isEmpty() && !requested.getAndSet(true)) {
            executor.execute(this::run);
        }
    }

    private void run() {
        requested.set(false);
        boolean first = true;
        for (Subscriber subscriber : subscribers) {
            subscriber.changed();
            if (first) {
                CrashPoint.SOME_CONNECTIONS_WRITTEN.reach();
                first = false;
            }
        }
    }
}
