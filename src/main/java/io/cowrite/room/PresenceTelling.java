package io.cowrite.room;

import io.cowrite.presence.Present;
import java.util.List;

/** Tells other nodes who is connected here: soon after a change, and again and again. Owned by the room's thread. */
final class PresenceTelling {

    private static final long AGAIN_MILLIS = Visitors.SILENCE_MILLIS / 3;
    private static final long APART_MILLIS = 100;
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final int SESSIONS_MAX = 100;

    private final Room room;
    private final Gathering gathering;
    private final RoomPorts ports;
    private List<Present> told = List.of();
    private long toldNanos;
    private boolean waking;
    private long wakeNanos;

    PresenceTelling(Room room, Gathering gathering, RoomPorts ports) {
        this.room = room;
        this.gathering = gathering;
        this.ports = ports;
        this.toldNanos = ports.time().nanos() - AGAIN_MILLIS * NANOS_A_MILLI;
    }

    /** Tells, if there is somebody to tell and it is time. */
    void look(long version) {
        long now = ports.time().nanos();
        waking &= now - wakeNanos < 0;
        if (ports.peers().alone()) {
            told = List.of();
            return;
        }
        List<Present> here = gathering.here(SESSIONS_MAX);
        boolean same = isTold(here);
        if (same && here.isEmpty()) {
            return;
        }
        long left = (same ? AGAIN_MILLIS : APART_MILLIS) - (now - toldNanos) / NANOS_A_MILLI;
        if (left <= 0) {
            ports.peers().present(room.documentId(), version, here);
            told = here;
            toldNanos = now;
            left = AGAIN_MILLIS;
        }
        wakeIn(left, now);
    }

    private boolean isTold(List<Present> here) {
        boolean same = here.size() == told.size();
        for (int i = 0; same && i < here.size(); i++) {
            same = here.get(i).stamp() == told.get(i).stamp();
        }
        return same;
    }

    private void wakeIn(long millis, long now) {
        long due = now + millis * NANOS_A_MILLI;
        if (!waking || wakeNanos - due > 0) {
            waking = true;
            wakeNanos = due;
            ports.time().after(millis, () -> room.post(new RoomEvent.PresenceDue()));
        }
    }
}
