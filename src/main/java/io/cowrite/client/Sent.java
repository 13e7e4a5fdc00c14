package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.ClientMessage;

/**
 * A submission as it was sent.
 *
 * @param submission frozen: a resend is the same to the byte
 * @param operation its operation, moved over what was committed from its base to {@code version}
 * @param version its base, or later: the oldest version of the history that is remembered
 */
record Sent(ClientMessage.Submit submission, Delta operation, long version) {

    static Sent now(ClientMessage.Submit submission) {
        return new Sent(submission, submission.operation(), submission.baseVersion());
    }

    long sequence() {
        return submission.sequence();
    }

    /** The same, moved over {@code committed}, which leads to {@code newVersion}. */
    Sent over(Delta committed, long newVersion) {
        return new Sent(submission, operation.transformOver(committed), newVersion);
    }
}
