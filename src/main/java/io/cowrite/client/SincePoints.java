package io.cowrite.client;

import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.List;

/** Ends of frames that the replica can resume from, newest first, at most 8. Confined to its replica's thread. */
final class SincePoints {

    static final int POINTS_MAX = 8;

    private final List<Point> points = new ArrayList<>();

    /** Adds the end of a frame; forgets the oldest that is not {@code keptVersion}, the base of what is in flight. */
    void add(Point point, long keptVersion) {
        points.addFirst(point);
        if (points.size() > POINTS_MAX) {
            boolean lastIsKept = points.getLast().version() == keptVersion;
            points.remove(points.size() - (lastIsKept ? 2 : 1));
        }
    }

    List<Point> newestFirst() {
        return List.copyOf(points);
    }

    void clear() {
        points.clear();
    }
}
