package io.cowrite.client;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next connection: full jitter below a bound that doubles. After a restart that the service
 * has announced the bound stays low for a while. For one thread at a time.
 */
final class Backoff {

    static final long BOUND_MILLIS_MIN = 250;
    static final long BOUND_MILLIS_MAX = 30_000;
    static final long STABLE_MILLIS = 10_000;
    static final long RESTART_BOUND_MILLIS_MAX = 1_500;
    static final long RESTART_MILLIS = 60_000;

    private final RandomGenerator random;
    private final Timer timer;
    private long boundMillis = BOUND_MILLIS_MIN;
    private Restart restart = Restart.NONE;
    private long restartEnd;

    private enum Restart {
        NONE,
        AWAITED,
        /** Over for this time: only a stable connection lets there be another. */
        GIVEN_UP
    }

    Backoff(RandomGenerator random, Timer timer) {
        this.random = random;
        this.timer = timer;
    }

    /** The same for who may connect again at once: no wait, unless that was tried just now. */
    long atOnceMillis(long connectedMillis) {
        boolean first = boundMillis == BOUND_MILLIS_MIN || connectedMillis >= STABLE_MILLIS;
        long millis = nextMillis(4411, connectedMillis);
        return first ? 0 : millis;
    }

    /** After a close with {@code closeCode}; {@code connectedMillis} is how long the last connection lasted, 0 if it never was. */
    long nextMillis(int closeCode, long connectedMillis) {
        if (connectedMillis >= STABLE_MILLIS) {
            boundMillis = BOUND_MILLIS_MIN;
            restart = Restart.NONE;
        }
        long most = awaitsRestart(closeCode) ? RESTART_BOUND_MILLIS_MAX : BOUND_MILLIS_MAX;
        long millis = random.nextLong(Math.min(boundMillis, most));
        boundMillis = Math.min(2 * boundMillis, most);
        return millis;
    }

    private boolean awaitsRestart(int closeCode) {
        boolean announced = closeCode == 1001 || closeCode == 1012;
        if (announced && restart == Restart.NONE) {
            restart = Restart.AWAITED;
            restartEnd = timer.millis() + RESTART_MILLIS;
        } else if (restart == Restart.AWAITED) {
            boolean away = announced || closeCode == 1006;
            restart = away && timer.millis() < restartEnd ? Restart.AWAITED : Restart.GIVEN_UP;
        }
        return restart == Restart.AWAITED;
    }
}
