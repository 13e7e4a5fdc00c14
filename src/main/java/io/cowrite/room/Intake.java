package io.cowrite.room;

import io.cowrite.protocol.CloseCode;

/**
 * Takes what sessions submit: one unsettled submission each, and no more than this node has room for. Owned by the room's
 * thread.
 */
final class Intake {

    private final Room room;
    private final Head head;
    private final Gathering gathering;
    private final Backlog backlog;

    Intake(Room room, Head head, Gathering gathering, Backlog backlog) {
        this.room = room;
        this.head = head;
        this.gathering = gathering;
        this.backlog = backlog;
    }

    /** Takes a copy from another node, unless it is here already, or much waits: that node keeps its own. */
    void takeForwarded(Submission copy, int waitingMax) {
        if (backlog.size() < waitingMax && !backlog.holds(copy.replica(), copy.sequence())) {
            backlog.add(copy);
        }
    }

    void take(Submission submission) {
        Session session = submission.session();
        if (session == null || !gathering.holds(session)) {
            return; // Its client keeps it, and resends it where it joins next.
        }
        Submission unsettled = session.unsettled();
        if (unsettled != null && !isFollowedBy(unsettled, submission)) {
            judgeSecond(session, unsettled, submission);
        } else if (backlog.add(submission)) {
            session.submitted(submission);
        } else {
            room.close(session, CloseCode.OVERLOADED, "too much waits to be saved");
        }
    }

    /** A resend may wait to be recognised while its author has read in the stream that it is settled, and goes on. */
    private boolean isFollowedBy(Submission first, Submission second) {
        long last = head.replicas().lastSequence(first.replica());
        return first.sequence() <= last && last < second.sequence();
    }

    private void judgeSecond(Session session, Submission unsettled, Submission second) {
        if (unsettled.repeats(second)) {
            return;
        }
        if (unsettled.sequence() == second.sequence()) {
            room.close(session, CloseCode.CHANGED_RESEND, "a resend differs");
        } else {
            room.close(session, CloseCode.TOO_FAST, "one unsettled submission at a time");
        }
    }
}
