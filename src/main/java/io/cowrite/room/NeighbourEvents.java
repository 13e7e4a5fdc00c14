package io.cowrite.room;

import java.util.Optional;

/** Takes what comes from other nodes, or from a poll of the log, to where it belongs. Owned by the room's thread. */
final class NeighbourEvents {

    private final Room room;
    private final Head head;
    private final Intake intake;
    private final Committing committing;
    private final Neighbours neighbours;
    private final Visitors visitors;
    private final RoomPorts ports;
    private final RoomSettings settings;

    NeighbourEvents(Room room, Head head, Intake intake, Committing committing, Neighbours neighbours,
            Visitors visitors,
            RoomPorts ports, RoomSettings settings) {
        this.room = room;
        this.head = head;
        this.intake = intake;
        this.committing = committing;
        this.neighbours = neighbours;
        this.visitors = visitors;
        this.ports = ports;
        this.settings = settings;
    }

    /** Of no interest before the document is loaded, nor but for a poll in quarantine. */
    void take(RoomEvent event) {
        boolean quarantined = head.isLoaded() && head.document().rights().quarantined();
        if (!head.isLoaded() || (quarantined && !(event instanceof RoomEvent.Polled))) {
            return;
        }
        switch (event) {
            case RoomEvent.Polled(Optional<PolledHead> polled, long begun) ->
                neighbours.polled(polled, begun, committing.underWay());
            case RoomEvent.Heard(CommittedElsewhere row) -> committing.heard(row);
            case RoomEvent.Hinted(boolean due) -> neighbours.hinted(due);
            case RoomEvent.Forwarded(ForwardedSubmission copy) -> forwarded(copy);
            case RoomEvent.AreElsewhere(PresentElsewhere are) -> areElsewhere(are);
            default -> throw new IllegalArgumentException("not from elsewhere: " + event);
        }
    }

    private void forwarded(ForwardedSubmission copy) {
        if (!room.isDraining()) {
            intake.takeForwarded(new Submission(copy, room.nanos()), settings.upkeep().waitingMax());
        }
    }

    private void areElsewhere(PresentElsewhere are) {
        if (visitors.isEmpty()) {
            ports.time().after(Visitors.SILENCE_MILLIS, () -> room.post(new RoomEvent.PresenceDue()));
        }
        visitors.heard(are, head.state(), room.nanos());
        room.changed();
    }
}
