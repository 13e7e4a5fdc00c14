package io.cowrite.room;

/** Time as rooms and connections see it; a simulation turns it by hand. */
public interface TimeSource {

    /** Monotonic nanoseconds; every time limit is judged by it. */
    long nanos();

    /** Milliseconds since 1970; for display only, nothing is decided by it. */
    long epochMillis();

    /** Runs {@code task}, which must be short, after at least {@code millis} milliseconds on any thread. */
    void after(long millis, Runnable task);
}
