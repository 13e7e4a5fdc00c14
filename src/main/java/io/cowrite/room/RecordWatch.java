package io.cowrite.room;

/** Reads the document's record again whenever it is said to have changed. Owned by the room's thread. */
final class RecordWatch {

    private static final long RETRY_MILLIS = 200;

    private final Room room;
    private final Head head;
    private final RoomPorts ports;
    private long changes;

    RecordWatch(Room room, Head head, RoomPorts ports) {
        this.room = room;
        this.head = head;
        this.ports = ports;
    }

    /** How often the record was said to have changed. */
    long changes() {
        return changes;
    }

    /** An answer to a question asked before the newest change may be of before it, and come after the answer to that. */
    boolean isNewest(long change) {
        return change == changes;
    }

    /** The document is loaded; what was said before is read now. */
    void loaded() {
        if (changes > 0) {
            changed();
        }
    }

    void changed() {
        changes++;
        if (!head.isLoaded()) {
            return; // Read again once it is.
        }
        long change = changes;
        ports.documents().find(room.documentId()).whenComplete((document, failure) -> {
            if (failure == null) {
                room.post(new RoomEvent.RecordRead(document, change));
            } else {
                ports.time().after(RETRY_MILLIS, () -> room.post(new RoomEvent.RecordChanged()));
            }
        });
    }
}
