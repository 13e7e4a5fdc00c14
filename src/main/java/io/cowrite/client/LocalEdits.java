package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.OperationCut;
import org.jspecify.annotations.Nullable;

/**
 * Edits that the log does not have yet: what is in flight, then what is pending, both kept on top of the confirmed
 * content. Shown is confirmed, in flight, pending. Confined to its replica's thread.
 */
final class LocalEdits {

    /**
     * Sent and not settled.
     *
     * @param submission frozen: a resend is the same to the byte
     * @param rebased its operation, moved over everything committed since its base
     */
    record InFlight(ClientMessage.Submit submission, Delta rebased) {}

    private @Nullable InFlight inFlight;
    private Delta pending = Delta.EMPTY;

    @Nullable
    InFlight inFlight() {
        return inFlight;
    }

    Delta pending() {
        return pending;
    }

    /** An edit of what is shown. */
    void add(Delta edit) {
        pending = pending.compose(edit);
    }

    /** Takes what fits of what is pending as the next submission; only when nothing is in flight. */
    ClientMessage.Submit send(long sequence, long baseVersion, int bytesMax, int componentsMax) {
        if (inFlight != null) {
            throw new IllegalStateException("sequence " + inFlight.submission().sequence() + " is not settled");
        }
        OperationCut cut = OperationCut.of(pending, bytesMax, componentsMax);
        int bytes = DeltaJson.encode(cut.first()).length;
        ClientMessage.Submit submission = new ClientMessage.Submit(sequence, baseVersion, cut.first(), bytes);
        inFlight = new InFlight(submission, cut.first());
        pending = cut.rest();
        return submission;
    }

    /** Moves everything over an operation that was committed; what that operation does to what is shown. */
    Delta rebase(Delta committed) {
        Delta change = committed;
        if (inFlight != null) {
            Delta rebased = inFlight.rebased();
            inFlight = new InFlight(inFlight.submission(), rebased.transformOver(change));
            change = change.transformUnder(rebased);
        }
        Delta above = pending;
        pending = above.transformOver(change);
        return change.transformUnder(above);
    }

    /** What is in flight was committed as it stands. */
    void settle() {
        inFlight = null;
    }

    /** What is in flight was refused: takes it back; what that does to what is shown. */
    Delta undo(Text confirmed) {
        if (inFlight == null) {
            throw new IllegalStateException("nothing is in flight");
        }
        Delta inverse = inFlight.rebased().invert(confirmed);
        inFlight = null;
        Delta above = pending;
        pending = above.transformOver(inverse);
        return inverse.transformUnder(above);
    }

    /** Forgets everything. */
    void clear() {
        inFlight = null;
        pending = Delta.EMPTY;
    }
}
