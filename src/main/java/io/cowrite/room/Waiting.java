package io.cowrite.room;

/** A submission that waits, raw, for the log to settle it. Owned by the room's thread. */
final class Waiting {

    /** Over committed entries only, so it stays true whatever becomes of a batch. */
    private Walk walk;

    /** Whether older entries are being read for it. */
    private boolean away;

    /** Whether the log was read because its base is above the head. */
    private boolean logRead;

    Waiting(Submission submission) {
        walk = Walk.start(submission);
    }

    Submission submission() {
        return walk.submission();
    }

    Walk walk() {
        return walk;
    }

    boolean isAway() {
        return away;
    }

    void goAway() {
        away = true;
    }

    void comeBack(Walk walked) {
        walk = walked;
        away = false;
    }

    boolean wasLogRead() {
        return logRead;
    }

    void readLog() {
        logRead = true;
    }
}
