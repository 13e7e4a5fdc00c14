package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;

/** One socket, outgoing. Any thread may call; nothing blocks. */
interface Transport {

    /**
     * Sends one text frame. The bytes are shared with other connections and never changed. At most one send is under
     * way at a time (the caller's duty).
     *
     * @param done runs on any thread once the frame was handed to the operating system; never if the socket failed,
     *     which {@link Connection#closed()} tells
     */
    void send(byte[] utf8, Runnable done);

    /** Sends a WebSocket ping; its pong counts as life. */
    void ping();

    /** Sends a close frame after what was sent before. {@code reason} is at most 123 bytes. */
    void close(CloseCode code, String reason);

    /** Drops the socket at once. */
    void abort();
}
