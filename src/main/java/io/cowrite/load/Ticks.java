package io.cowrite.load;

import java.util.concurrent.CountDownLatch;

/** Time as the test sees it. */
interface Ticks {

    /** Nanoseconds from some fixed point on; never goes back. */
    long nanos();

    /** Waits until {@code nanos}, or until {@code over} is zero if that is sooner; whether it is. */
    boolean await(long nanos, CountDownLatch over) throws InterruptedException;
}
