package io.cowrite.simulation;

import org.jspecify.annotations.Nullable;

/** Everything that will happen, in order; equal times in the order they were given. One thread. */
final class EventQueue {

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private final EventHeap events = new EventHeap();
    private long now;
    private long given;
    private long trace = 1;
    private @Nullable Life running;

    record Event(long at, long number, Life life, Runnable task) {}

    /** Nanoseconds since the session began. */
    long now() {
        return now;
    }

    /** Has {@code task} run at {@code nanos}, unless {@code life} is over then. */
    void at(long nanos, Life life, Runnable task) {
        events.add(new Event(Math.max(nanos, now), given++, life, task));
    }

    void in(long nanos, Life life, Runnable task) {
        at(now + nanos, life, task);
    }

    /** Runs everything up to {@code until}. */
    void runUntil(long until) {
        while (events.firstAt() <= until) {
            Event next = events.takeFirst();
            now = next.at;
            run(next);
        }
        now = Math.max(now, until);
    }

    private void run(Event event) {
        Life life = event.life;
        if (life.isOver()) {
            return;
        }
        if (life.isAsleep(now)) {
            life.missed(event.task);
            return;
        }
        note(event.number);
        running = life;
        try {
            event.task.run();
        } catch (CrashedError e) {
            // Its life is over.
        } finally {
            running = null;
        }
    }

    /** Has {@code life} go on now, however long it was to sleep. */
    void wake(Life life) {
        life.wake().forEach(event -> in(0, life, event));
    }

    /** Whose event is running. */
    @Nullable
    Life running() {
        return running;
    }

    /** Makes {@code value} part of the trace. */
    void note(long value) {
        trace = (trace ^ value ^ now) * 0x9E37_79B9_7F4A_7C15L;
        trace ^= trace >>> 29;
    }

    /** Equal for two sessions in which the same happened at the same times. */
    long trace() {
        return trace;
    }
}
