package io.cowrite.room;

import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.CloseCode;

/** Ends a room in which nobody has been for a while, or sooner if another needs its place. Owned by the room's thread. */
final class Idling {

    private final Room room;
    private final Rooms rooms;
    private final Gathering gathering;
    private final Admission admission;
    private final Committing committing;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private long emptySinceNanos;

    Idling(Room room, Rooms rooms, Gathering gathering, Admission admission, Committing committing, RoomPorts ports,
            RoomSettings settings) {
        this.room = room;
        this.rooms = rooms;
        this.gathering = gathering;
        this.admission = admission;
        this.committing = committing;
        this.ports = ports;
        this.settings = settings;
    }

    /** Somebody may have been the last to leave. */
    void left() {
        if (gathering.isEmpty()) {
            rooms.isIdle(room);
            emptySinceNanos = ports.time().nanos();
            ports.time().after(settings.idleMillis(), () -> room.post(new RoomEvent.IdleCheck()));
        }
    }

    void look() {
        boolean longEnough = ports.time().nanos() - emptySinceNanos >= settings.idleMillis() * 1_000_000;
        if (!longEnough || !gathering.isEmpty()) {
            return; // Another check is due, or will be when the last leaves.
        }
        if (isIdle()) {
            CrashPoint.ROOM_UNLOADING.reach();
            room.end(CloseCode.GOING_AWAY, "the room was closed");
        } else {
            left();
        }
    }

    /** Makes place for {@code then}; a room that is not idle although nobody is in it looks again when its idle time ends. */
    void yieldTo(Runnable then) {
        if (isIdle()) {
            room.end(CloseCode.GOING_AWAY, "the room was closed");
        }
        then.run();
    }

    private boolean isIdle() {
        return gathering.isEmpty() && admission.isEmpty() && committing.isSettled();
    }
}
