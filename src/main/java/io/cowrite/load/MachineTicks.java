package io.cowrite.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's clock. */
final class MachineTicks implements Ticks {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean await(long nanos, CountDownLatch over) throws InterruptedException {
        return over.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
