package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What comes from other nodes, and what polls have seen, for the rooms concerned; of documents that are not open nothing is
 * kept. Any thread may call; nothing blocks.
 */
public final class PeerInbox {

    private final Rooms rooms;

    PeerInbox(Rooms rooms) {
        this.rooms = rooms;
    }

    /** The documents whose rooms are open. */
    public Set<UUID> open() {
        return rooms.openDocuments();
    }

    /**
     * A poll saw {@code head} of {@code documentId}; empty: no log.
     *
     * @param begunNanos before the statement was sent, by {@link TimeSource#nanos()}
     */
    public void polled(UUID documentId, Optional<PolledHead> head, long begunNanos) {
        post(documentId, new RoomEvent.Polled(head, begunNanos));
    }

    /** Another node tells of a row that it committed on the database's present timeline. */
    public void committed(UUID documentId, CommittedElsewhere row) {
        post(documentId, new RoomEvent.Heard(row));
    }

    /** The log of {@code documentId} may have moved on. */
    public void mayHaveMoved(UUID documentId) {
        post(documentId, new RoomEvent.Hinted(false));
    }

    /** Another node would have this one commit {@code submissions}. */
    public void forwarded(UUID documentId, List<ForwardedSubmission> submissions) {
        submissions.forEach(one -> post(documentId, new RoomEvent.Forwarded(one)));
    }

    public void present(UUID documentId, PresentElsewhere elsewhere) {
        post(documentId, new RoomEvent.AreElsewhere(elsewhere));
    }

    /** There are other nodes now: they are to know who is here. */
    public void notAloneAnyMore() {
        rooms.tellAll(new RoomEvent.PresenceDue());
    }

    /** Whether other nodes may have committed what this one cannot see: who joins waits until the log can be read. */
    public void blind(boolean blind) {
        rooms.blind(blind);
    }

    /** Rights may have changed unseen for longer than may be: nobody is served from memory any more. */
    public void endAll(String reason) {
        rooms.tellAll(new RoomEvent.Closing(CloseCode.SERVER_ERROR, reason));
    }

    private void post(UUID documentId, RoomEvent event) {
        Room room = rooms.find(documentId);
        if (room != null) {
            room.post(event);
        }
    }
}
