package io.cowrite.room;

import io.cowrite.protocol.Point;

/** Where a document's log ends, and its rights, as one statement saw them. */
public record PolledHead(Point end, long accessVersion) {}
