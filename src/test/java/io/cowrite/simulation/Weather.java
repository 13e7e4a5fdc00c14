package io.cowrite.simulation;

import java.util.SplittableRandom;

/** How the store is today: what goes wrong, and until when. */
final class Weather {

    /** What becomes of one append. */
    enum Fate {
        FINE,
        /** It never arrives. */
        LOST,
        /** It is carried out, and the answer is lost. */
        ANSWER_LOST,
        /** Given up, and carried out later. */
        LATE,
        /** The server answers with an error. */
        ERROR
    }

    private final EventQueue queue;
    private final SplittableRandom random;
    private long flakyUntil;
    private int flakiness;
    private long slowUntil;
    private long slowMillisMax = 1;
    private long readsFailUntil;

    Weather(EventQueue queue, SplittableRandom random) {
        this.queue = queue;
        this.random = random;
    }

    void flaky(long nanos, int ofTen) {
        flakyUntil = queue.now() + nanos;
        flakiness = ofTen;
    }

    void slow(long nanos, long millisMax) {
        slowUntil = queue.now() + nanos;
        slowMillisMax = millisMax;
    }

    void readsFail(long nanos) {
        readsFailUntil = queue.now() + nanos;
    }

    void clear() {
        flakyUntil = 0;
        slowUntil = 0;
        readsFailUntil = 0;
    }

    Fate fate() {
        if (queue.now() >= flakyUntil || random.nextInt(10) >= flakiness) {
            return Fate.FINE;
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> Fate.LOST;
            case 2, 3 -> Fate.ANSWER_LOST;
            case 4, 5, 6 -> Fate.LATE;
            default -> Fate.ERROR;
        };
    }

    boolean readFails() {
        return queue.now() < readsFailUntil && random.nextInt(4) > 0;
    }

    /** One way to the store or back, nanoseconds. */
    long way() {
        long usual = 100_000 + random.nextLong(600_000);
        return queue.now() < slowUntil ? usual + random.nextLong(slowMillisMax * EventQueue.MILLI) : usual;
    }

    /** From a statement's begin to its commit, nanoseconds. */
    long commit() {
        long usual = random.nextLong(400_000);
        return queue.now() < slowUntil ? usual + random.nextLong(slowMillisMax * EventQueue.MILLI) : usual;
    }
}
