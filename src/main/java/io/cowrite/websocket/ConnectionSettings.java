package io.cowrite.websocket;

import io.cowrite.protocol.Limits;

/**
 * Limits of a connection; see docs/SPEC.md.
 *
 * @param limits those that clients are told
 * @param heartbeatMillis between two heartbeats; after 2.5 of them without any frame the connection is closed (4408)
 * @param helloMillis until the first frame must have come (4408)
 * @param sendMillis one frame may take to be sent (4408)
 * @param presenceMillis at least, between two presence frames
 * @param selectionsMax in one presence frame
 * @param controlsMax small messages that may wait to be sent; beyond, the client sends faster than it reads (4429)
 * @param otherMessagesPerSecond messages other than submissions, on average
 * @param overRateMillis how long a client may be over its rate before it is closed (4429)
 * @param socketsPerUser open at a time
 * @param socketsPerAddress open at a time
 */
record ConnectionSettings(
        Limits limits,
        int heartbeatMillis,
        int helloMillis,
        int sendMillis,
        int presenceMillis,
        int selectionsMax,
        int controlsMax,
        int otherMessagesPerSecond,
        int overRateMillis,
        int socketsPerUser,
        int socketsPerAddress) {

    static final ConnectionSettings DEFAULTS = new ConnectionSettings(Limits.DEFAULTS, 15_000, 5_000, 30_000, 50, 100,
            256, 100, 10_000, 64, 512);

    long silenceMillis() {
        return heartbeatMillis * 5L / 2;
    }
}
