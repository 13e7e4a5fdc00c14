package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.protocol.Point;
import java.util.List;

/**
 * Somebody wants to join a document.
 *
 * @param since points that the client has, newest first; empty for a new replica
 * @param attempt counted up in the client's store: of two connections of one replica the lower is closed
 */
public record JoinRequest(
        Author author, String clientId, List<Point> since, long attempt, Subscriber subscriber) {}
