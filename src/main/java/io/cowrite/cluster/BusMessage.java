package io.cowrite.cluster;

import io.cowrite.journal.LogRow;
import io.cowrite.presence.Present;
import io.cowrite.protocol.Hash;
import io.cowrite.room.ForwardedSubmission;
import java.util.List;
import java.util.UUID;

/** What one node tells others of a document. */
sealed interface BusMessage {

    UUID documentId();

    /**
     * {@code row} was committed.
     *
     * @param timeline of the database that it was committed on
     * @param follows the hash before the row
     */
    record Committed(UUID documentId, String timeline, Hash follows, LogRow row) implements BusMessage {}

    /** A row was committed that is too large to be told. */
    record Moved(UUID documentId) implements BusMessage {}

    /** {@code to} is asked to commit {@code submissions}; others pass them over. */
    record Forward(UUID documentId, UUID to, List<ForwardedSubmission> submissions) implements BusMessage {}

    /**
     * All who are connected to the sender.
     *
     * @param count counted up by the sender over all its messages of this kind
     * @param version where the selections count
     */
    record Here(UUID documentId, long count, long version, List<Present> here) implements BusMessage {}
}
