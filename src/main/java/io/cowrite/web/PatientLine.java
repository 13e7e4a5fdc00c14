package io.cowrite.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A line of virtual threads with work that hardly ever blocks, of which thousands may come at once. All virtual threads share
 * one queue, and each keeps its processor until it waits for something: by themselves all who are in the line would run
 * before whatever others have to do meanwhile. Here few work at a time, the others wait outside that queue, and everybody
 * else goes before the next. Any thread.
 */
final class PatientLine {

    /** Who comes so soon after another is one of many. */
    static final long SOON_NANOS = 2_000_000;

    /** When nobody has come in or left for so long, those who work are held up, and one more may. */
    static final long STUCK_NANOS = 1_000_000_000;

    private static final long PAUSE_NANOS = 50_000;

    private final Semaphore places;
    private final LongSupplier nanos;
    private final Runnable pause;
    private final AtomicLong movedNanos;
    /** Places that were added to a line that was stuck; the next to leave take them along. */
    private final AtomicInteger added = new AtomicInteger();
    private volatile long leftNanos;

    /**
     * @param places who may work at a time
     * @param nanos the time
     * @param pause lets everybody else go first
     */
    PatientLine(int places, LongSupplier nanos, Runnable pause) {
        this.places = new Semaphore(places, true);
        this.nanos = nanos;
        this.pause = pause;
        this.leftNanos = nanos.getAsLong() - SOON_NANOS;
        this.movedNanos = new AtomicLong(nanos.getAsLong());
    }

    /** For half of the processors, at least one; who shall go first has 50 microseconds. */
    static PatientLine ofHalfTheProcessors() {
        return new PatientLine(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), System::nanoTime,
                () -> LockSupport.parkNanos(PAUSE_NANOS));
    }

    /** Waits, at most so long; whether it is this one's turn now, who must {@link #leave} then. */
    boolean enter(long waitMillisMax) throws InterruptedException {
        addPlaceIfStuck();
        if (!places.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS)) {
            return false;
        }
        movedNanos.set(nanos.getAsLong());
        if (nanos.getAsLong() - leftNanos < SOON_NANOS) {
            pause.run();
        }
        return true;
    }

    private void addPlaceIfStuck() {
        long moved = movedNanos.get();
        long now = nanos.getAsLong();
        if (places.availablePermits() == 0 && now - moved >= STUCK_NANOS && movedNanos.compareAndSet(moved, now)) {
            added.incrementAndGet();
            places.release();
        }
    }

    void leave() {
        long now = nanos.getAsLong();
        leftNanos = now;
        movedNanos.set(now);
        if (added.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
            places.release();
        }
    }
}
