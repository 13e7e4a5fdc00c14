package io.cowrite.observability;

/** Named steps at which a test may stop, delay or fail the process; no-ops unless armed. */
public enum CrashPoint {
    FRAME_READ,
    SUBMISSION_DECODED,
    SUBMISSION_IN_MAILBOX,
    BATCH_FORMED,
    STATEMENT_SENT,
    STATEMENT_COMMITTED,
    REPLY_RECEIVED,
    ROOM_TOLD,
    VIEW_PUBLISHED,
    FRAME_HALF_WRITTEN,
    SOME_CONNECTIONS_WRITTEN,
    RESUMED_BEFORE_REPLAY,
    REPLAY_BEFORE_LIVE,
    DOCUMENT_WITHOUT_CONTENT,
    RIGHT_REVOKED_BEFORE_NOTICE;

    /** Reaches this point. */
    public void reach() {}
}
