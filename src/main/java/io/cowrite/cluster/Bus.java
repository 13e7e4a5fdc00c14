package io.cowrite.cluster;

import java.util.function.Consumer;

/**
 * Carries messages between nodes, to whoever listens, the sender included. It may lose, repeat, reorder, delay and change
 * them, and may carry those of strangers: what comes is held against a key, the log and the sender's count.
 */
public interface Bus {

    /** Largest message, bytes. */
    int MESSAGE_BYTES = 512 << 10;

    /** Returns at once and never fails; any thread. {@code message} must not be changed any more. */
    void publish(byte[] message);

    /** Has {@code listener} called with each message, one at a time; it must not block for long. */
    Subscription subscribe(Consumer<byte[]> listener);

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
