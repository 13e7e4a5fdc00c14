package io.cowrite.room;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The rooms of this node in which nobody is, as they said themselves. Any thread. */
final class IdleRooms {

    private final SequencedSet<Room> rooms = new LinkedHashSet<>();

    synchronized void add(Room room) {
        rooms.add(room);
    }

    synchronized void remove(Room room) {
        rooms.remove(room);
    }

    /** Takes the one that has been idle for longest; null if there is none. */
    synchronized @Nullable Room take() {
        return rooms.isEmpty() ? null : rooms.removeFirst();
    }
}
