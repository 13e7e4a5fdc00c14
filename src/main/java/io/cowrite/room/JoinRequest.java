package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.protocol.Point;
import java.util.List;

/**
 * Somebody wants to join a document.
 *
 * @param since points that the client has, newest first; empty for a new replica
 * @param attempt counted up in the client's store: of two connections of one replica the lower is closed
 * @param openedNanos when the connection was opened, by {@link TimeSource#nanos()}; the hello may have come much later
 */
public record JoinRequest(
        Author author,
        String clientId,
        List<Point> since,
        long attempt,
        long openedNanos,
        Subscriber subscriber) {

    /** Whether {@code other}, of the same replica, stays rather than this. Of equals the one that asks later stays. */
    boolean yieldsTo(JoinRequest other) {
        return attempt != other.attempt ? attempt < other.attempt : openedNanos - other.openedNanos < 0;
    }
}
