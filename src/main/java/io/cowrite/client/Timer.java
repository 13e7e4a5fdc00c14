package io.cowrite.client;

/** Time as a connection sees it. */
public interface Timer {

    /** Milliseconds from some fixed point on; never goes back. */
    long millis();

    /** Runs {@code task} after {@code millis} milliseconds, on any thread. */
    void after(long millis, Runnable task);
}
