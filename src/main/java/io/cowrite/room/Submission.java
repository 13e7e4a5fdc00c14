package io.cowrite.room;

import io.cowrite.kernel.Delta;

/**
 * An operation as its author sent it; it waits raw until the log settles it. Each is itself alone: a resend is another
 * submission.
 */
final class Submission {

    private final Session session;
    private final long sequence;
    private final long baseVersion;
    private final Delta operation;
    private final int bytes;
    private final long givenNanos;

    /**
     * What came in one frame.
     *
     * @param bytes size of the operation's JSON, counted against what may wait
     * @param givenNanos when it came to the room
     */
    Submission(Session session, long sequence, long baseVersion, Delta operation, int bytes, long givenNanos) {
        this.session = session;
        this.sequence = sequence;
        this.baseVersion = baseVersion;
        this.operation = operation;
        this.bytes = bytes;
        this.givenNanos = givenNanos;
    }

    Session session() {
        return session;
    }

    ReplicaId replica() {
        return session.replica();
    }

    long sequence() {
        return sequence;
    }

    long baseVersion() {
        return baseVersion;
    }

    Delta operation() {
        return operation;
    }

    int bytes() {
        return bytes;
    }

    long givenNanos() {
        return givenNanos;
    }

    /** Whether {@code other} says the same under the same sequence: a resend. */
    boolean repeats(Submission other) {
        return sequence == other.sequence && baseVersion == other.baseVersion && operation.equals(other.operation);
    }

    @Override
    public String toString() {
        return "submission " + sequence + " of " + replica().clientId() + " on " + baseVersion;
    }
}
