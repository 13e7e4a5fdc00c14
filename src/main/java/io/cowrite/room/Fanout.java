package io.cowrite.room;

import io.cowrite.observability.CrashPoint;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells subscribers that a new view is published, outside the room's thread, in one pass at a time. Requests made during a
 * pass are answered by one more: who lags gets what was published meanwhile at once. Any thread.
 */
final class Fanout {

    /** Some two milliseconds of writing, while thousands may be next. */
    static final int SUBSCRIBERS_AT_ONCE = 256;

    /** A pass over so many is short enough, some ten milliseconds: pauses would cost a twentieth of it. */
    static final int SUBSCRIBERS_WITHOUT_PAUSE = 1_024;

    private static final long PAUSE_NANOS = 50_000;

    private final Executor executor;
    private final Runnable pause;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Subscriber> first = new ConcurrentLinkedQueue<>();
    private volatile List<Subscriber> subscribers = List.of();

    /**
     * @param pause lets others have the processor, the room's turn above all: writing never blocks, so that a virtual
     *     thread would keep its carrier until the last is told
     */
    Fanout(Executor executor, Runnable pause) {
        this.executor = executor;
        this.pause = pause;
    }

    /** Gives way for a moment. To yield is not enough: what other threads submitted would wait until nobody yields. */
    static void giveWay() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** From the next pass on; {@code now} does not change any more. */
    void subscribers(List<Subscriber> now) {
        subscribers = now;
    }

    void request() {
        request(List.of());
    }

    /**
     * The same, but tells {@code authors} before all others, also in a pass under way at its next pause: they wait for what was published,
     * their acknowledgement, before they send more.
     */
    void request(List<Subscriber> authors) {
        if (subscribers.isEmpty()) {
            return;
        }
        first.addAll(authors);
        if (requests.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int answered = requests.get();
        try {
            pass(subscribers);
        } finally {
            if (requests.addAndGet(-answered) > 0) {
                executor.execute(this::run);
            }
        }
    }

    private void pass(List<Subscriber> all) {
        tellFirst();
        boolean isLong = all.size() > SUBSCRIBERS_WITHOUT_PAUSE;
        for (int i = 0; i < all.size(); i++) {
            if (isLong && i > 0 && i % SUBSCRIBERS_AT_ONCE == 0) {
                pause.run();
                tellFirst();
            }
            all.get(i).changed();
            if (i == 0) {
                CrashPoint.SOME_CONNECTIONS_WRITTEN.reach();
            }
        }
    }

    private void tellFirst() {
        for (Subscriber author = first.poll(); author != null; author = first.poll()) {
            author.changed();
        }
    }
}
