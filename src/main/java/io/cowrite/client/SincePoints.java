package io.cowrite.client;

import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends of frames that the replica can resume from, newest first, at most 8: close together near the newest and ever
 * farther apart before, so that they reach back far. Confined to its replica's thread.
 */
final class SincePoints {

    static final int POINTS_MAX = 8;

    private final List<Point> points = new ArrayList<>();

    SincePoints another() {
        SincePoints another = new SincePoints();
        another.points.addAll(points);
        return another;
    }

    /** Adds the end of a frame; one too many goes, but neither the oldest nor {@code keptVersion}. */
    void add(Point point, long keptVersion) {
        if (points.isEmpty() || points.getFirst().version() < point.version()) {
            points.addFirst(point);
        }
        if (points.size() > POINTS_MAX) {
            points.remove(mostDispensable(keptVersion));
        }
    }

    /** The point that leaves the smallest gap for its age. */
    private int mostDispensable(long keptVersion) {
        int chosen = points.size() - 2;
        double smallest = Double.MAX_VALUE;
        for (int i = 1; i < points.size() - 1; i++) {
            double age = points.getFirst().version() - points.get(i).version();
            double gap = points.get(i - 1).version() - points.get(i + 1).version();
            if (gap / age < smallest && points.get(i).version() != keptVersion) {
                smallest = gap / age;
                chosen = i;
            }
        }
        return chosen;
    }

    /** Forgets the oldest, which is not the only one; the oldest then. */
    Point forgetOldest() {
        points.removeLast();
        return points.getLast();
    }

    /** Forgets all points above {@code version}. */
    void removeAfter(long version) {
        points.removeIf(point -> point.version() > version);
    }

    List<Point> newestFirst() {
        return List.copyOf(points);
    }
}
