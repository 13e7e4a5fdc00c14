package io.cowrite.websocket;

import io.cowrite.presence.Present;
import io.cowrite.presence.Roster;
import io.cowrite.room.RoomView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one connection was told of who is here: merged, at most so often, so many at a time. Owned by its writer. */
final class PresenceCursor {

    /** Departures named in one frame. */
    static final int LEFT_MAX = 1_000;

    private final ConnectionSettings settings;
    private boolean begun;
    private long changedStamp;
    private long leftStamp;
    private long toldNanos;

    PresenceCursor(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** Whether {@code roster} has something that was not told. */
    boolean isBehind(Roster roster) {
        return !begun || changedStamp < roster.stamp() || leftStamp < roster.stamp();
    }

    /** Whether departures that were not told are no longer known. */
    boolean hasMissed(Roster roster) {
        return begun && leftStamp < roster.forgotten();
    }

    /**
     * Until the next frame may go, nanoseconds; 0 or less for now. Where more are here than a frame names, the pause grows
     * with their number, else all frames together would grow with its square; but not while departures pile up, which are
     * not remembered for ever.
     */
    long waitNanos(Roster roster, long nowNanos) {
        if (!begun) {
            return 0;
        }
        boolean hurried = roster.leftSince(leftStamp, LEFT_MAX).size() == LEFT_MAX;
        double crowded = hurried ? 1 : Math.max(1, (double) roster.present().size() / settings.selectionsMax());
        return toldNanos + (long) (settings.presenceMillis() * 1e6 * crowded) - nowNanos;
    }

    /** The next frame; null if nothing of it concerns this connection. The first names who is here, {@code own} not. */
    byte @Nullable [] next(RoomView view, String own, long nowNanos) {
        Roster roster = view.roster();
        List<Present> changed = fitting(roster.changedSince(changedStamp, own, settings.selectionsMax()));
        boolean all = changed.isEmpty() || roster.changedSince(changed.getLast().stamp(), own, 1).isEmpty();
        changedStamp = all ? roster.stamp() : changed.getLast().stamp();
        List<Roster.Departure> left = begun ? roster.leftSince(leftStamp, LEFT_MAX) : List.of();
        leftStamp = left.size() < LEFT_MAX ? roster.stamp() : left.getLast().stamp();
        boolean news = !begun || !changed.isEmpty() || !left.isEmpty();
        begun = true;
        toldNanos = nowNanos;
        return news ? Outgoing.presence(view, changed, left.stream().map(Roster.Departure::sessionId).toList()) : null;
    }

    /** Those of {@code changed} that fit a frame, from the first on. */
    private static List<Present> fitting(List<Present> changed) {
        List<Present> fitting = new ArrayList<>();
        long bytes = 0;
        for (Present one : changed) {
            bytes += one.bytes().frameBytes();
            if (bytes > RoomView.FRAME_BYTES && !fitting.isEmpty()) {
                break;
            }
            fitting.add(one);
        }
        return fitting;
    }
}
