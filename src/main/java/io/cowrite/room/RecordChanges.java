package io.cowrite.room;

import java.util.UUID;

/** Hears of what changed beside the log, after the change is committed. Nothing here blocks or fails. */
public interface RecordChanges {

    /** Title, rights or trash of {@code documentId} may be other than before. */
    void changed(UUID documentId);

    /** A snapshot that a room of {@code documentId} may have begun from was wrong, and is gone. */
    void snapshotWrong(UUID documentId);
}
