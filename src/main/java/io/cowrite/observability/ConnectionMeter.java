package io.cowrite.observability;

/** What connections tell of their work. Any thread may call; nothing blocks. */
public interface ConnectionMeter {

    /** Hears nothing. */
    ConnectionMeter NONE = new ConnectionMeter() {};

    /** A client has joined a room {@code nanos} after its socket was opened; {@code resumed}: where it had been before. */
    default void joined(boolean resumed, long nanos) {}

    /** A connection that was far behind was sent one composed operation. */
    default void caughtUp() {}

    /** Looked at about once a second a connection: it has yet to be sent so many {@code entries}. */
    default void lag(long entries) {}

    /** A socket was closed, by whichever side, with {@code code}. */
    default void closed(int code) {}
}
