package io.cowrite.room;

import java.util.UUID;

/** Hears that a document's record changed, after the change is committed. */
public interface RecordChanges {

    /** Title, rights or trash of {@code documentId} may be other than before. Never blocks, never fails. */
    void changed(UUID documentId);
}
