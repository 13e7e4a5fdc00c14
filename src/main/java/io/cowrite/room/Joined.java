package io.cowrite.room;

import io.cowrite.access.Role;
import io.cowrite.protocol.Point;

/**
 * A join that succeeded.
 *
 * @param cursor where the stream begins: entries after it follow
 * @param resumed whether {@code cursor} is a point that the client has; else it needs the content first
 * @param view as published when the session joined; its version is {@code cursor}'s unless {@code resumed}
 */
public record Joined(LiveSession session, Role role, Point cursor, boolean resumed, RoomView view) {}
