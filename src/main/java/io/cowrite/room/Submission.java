package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Hash;
import org.jspecify.annotations.Nullable;

/**
 * An operation as its author sent it; it waits raw until the log settles it. Each is itself alone: a resend is another
 * submission.
 */
final class Submission {

    private final @Nullable Session session;
    private final ReplicaId replica;
    private final @Nullable Hash baseHash;
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
        this.replica = session.replica();
        this.baseHash = null;
        this.sequence = sequence;
        this.baseVersion = baseVersion;
        this.operation = operation;
        this.bytes = bytes;
        this.givenNanos = givenNanos;
    }

    /** A copy of what waits at another node: its author is no session here, and is answered there. */
    Submission(ForwardedSubmission copy, long givenNanos) {
        this.session = null;
        this.replica = new ReplicaId(copy.userId(), copy.clientId());
        this.baseHash = copy.baseHash();
        this.sequence = copy.sequence();
        this.baseVersion = copy.baseVersion();
        this.operation = copy.operation();
        this.bytes = copy.bytes();
        this.givenNanos = givenNanos;
    }

    /** Whose it is; null: a session of another node. */
    @Nullable
    Session session() {
        return session;
    }

    boolean isForwarded() {
        return session == null;
    }

    /** Whether the log may have {@code known} after the base: null is nothing to hold it against. */
    boolean fits(@Nullable Hash known) {
        return baseHash == null || (known != null && baseHash.equals(known));
    }

    ReplicaId replica() {
        return replica;
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
