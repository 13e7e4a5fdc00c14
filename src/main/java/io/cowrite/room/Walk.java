package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a submission has been moved over the log. Immutable, so a walk over committed entries may be kept while a
 * walk over a batch that failed is thrown away.
 *
 * @param upTo version that {@code operation} applies to
 * @param operation the submission's operation, transformed over every entry after its base up to {@code upTo}
 * @param found the entry that settled this very submission, if it was met; the walk ends before it
 * @param failed transforming threw: the submission will be refused, but the walk goes on to see whether it is a resend
 */
record Walk(Submission submission, long upTo, Delta operation, @Nullable SealedEntry found, boolean failed) {

    private static final Logger log = LoggerFactory.getLogger(Walk.class);

    static Walk start(Submission submission) {
        return new Walk(submission, submission.baseVersion(), submission.operation(), null, false);
    }

    /** This walk after one more entry, which must be the next. */
    Walk over(SealedEntry next) {
        if (found != null) {
            return this;
        }
        if (next.version() != upTo + 1) {
            throw new IllegalArgumentException("expected entry " + (upTo + 1) + ", got " + next.version());
        }
        if (settles(next.entry())) {
            return new Walk(submission, upTo, operation, next, failed);
        }
        try {
            Delta moved = operation.transformOver(next.entry().operation());
            return new Walk(submission, next.version(), moved, null, failed);
        } catch (RuntimeException e) {
            log.error("an operation of {} cannot be transformed over entry {}", submission.replica(), upTo + 1, e);
            return new Walk(submission, next.version(), Delta.EMPTY, null, true);
        }
    }

    private boolean settles(Entry entry) {
        return entry.sequence() == submission.sequence() && ReplicaId.of(entry).equals(submission.replica());
    }
}
