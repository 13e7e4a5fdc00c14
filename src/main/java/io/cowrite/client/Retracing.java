package io.cowrite.client;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import java.util.List;

/**
 * Finds out how much of what a replica remembers still stands in a log that may have gone back: from the point at which
 * it was resumed the log is sent again, and equal hashes mean equal entries. Confined to its replica's thread.
 */
final class Retracing {

    private final WorkingCopy copy;
    private final long headVersion;
    private Point reached;

    /** {@code headVersion} is where the log ended when {@code resumed} was found in it. */
    Retracing(WorkingCopy copy, Point resumed, long headVersion) {
        this.copy = copy;
        this.headVersion = headVersion;
        this.reached = resumed;
    }

    /** Up to here the log holds what the replica has. */
    Point reached() {
        return reached;
    }

    /** Whether the log has all that the replica has, or was seen up to its end. */
    boolean isOver() {
        return reached.version() >= headVersion || reached.version() >= copy.confirmed().version();
    }

    /**
     * The log has {@code hashes} after the entries from {@code firstVersion} on.
     *
     * @return how many of them the replica has too
     */
    int over(long firstVersion, List<Hash> hashes) {
        for (int i = 0; i < hashes.size(); i++) {
            Point next = new Point(firstVersion + i, hashes.get(i));
            if (!copy.history().holds(next)) {
                return i;
            }
            reached = next;
        }
        return hashes.size();
    }
}
