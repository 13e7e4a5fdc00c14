package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.OperationCut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits that the log does not have, each on top of the one before: what is in flight, what is to be offered again, what
 * is pending. Shown is confirmed content with all of them. Confined to its replica's thread.
 */
final class LocalEdits {

    /**
     * Sent and not settled.
     *
     * @param rebased its operation, moved over everything committed since its base
     */
    record InFlight(Sent sent, Delta rebased) {}

    /** Sent once, and lost or perhaps lost by a log that went back: to be offered again under its old sequence. */
    record Offer(long sequence, Delta rebased) {}

    private @Nullable InFlight inFlight;
    private List<Offer> offers = List.of();
    private Delta pending = Delta.EMPTY;
    private long lastSequence;

    LocalEdits another() {
        LocalEdits another = new LocalEdits();
        another.replace(inFlight, offers, pending);
        another.lastSequence = lastSequence;
        return another;
    }

    @Nullable
    InFlight inFlight() {
        return inFlight;
    }

    @Nullable
    Sent sent() {
        return inFlight == null ? null : inFlight.sent();
    }

    List<Offer> offers() {
        return offers;
    }

    Delta pending() {
        return pending;
    }

    boolean isEmpty() {
        return inFlight == null && offers.isEmpty() && pending.isEmpty();
    }

    /** Whether positions of what is shown mean nothing to others yet. */
    boolean isAheadOfFlight() {
        return !offers.isEmpty() || !pending.isEmpty();
    }

    /** All that is not settled, in order, each as it stands on the one before. */
    List<Delta> all() {
        List<Delta> all = new ArrayList<>();
        if (inFlight != null) {
            all.add(inFlight.rebased());
        }
        offers.forEach(offer -> all.add(offer.rebased()));
        all.add(pending);
        return all;
    }

    /** An edit of what is shown. */
    void add(Delta edit) {
        pending = pending.compose(edit);
    }

    /** Replaces everything, as after a step back. */
    void replace(@Nullable InFlight newInFlight, List<Offer> newOffers, Delta newPending) {
        inFlight = newInFlight;
        offers = List.copyOf(newOffers);
        pending = newPending;
    }

    /** The same submission, remembered from another version on. */
    void remembered(@Nullable Sent sent) {
        if (inFlight != null && sent != null) {
            inFlight = new InFlight(sent, inFlight.rebased());
        }
    }

    /**
     * Takes what is sent next, whole if it is offered again, else as much as fits; null if there is nothing. Only when
     * nothing is in flight.
     *
     * @throws AstrayException if what is to be offered again is larger than may be sent
     */
    ClientMessage.@Nullable Submit send(long baseVersion, int bytesMax, int componentsMax) throws AstrayException {
        if (inFlight != null) {
            throw new IllegalStateException("sequence " + inFlight.sent().sequence() + " is not settled");
        }
        if (!offers.isEmpty()) {
            Offer offer = offers.getFirst();
            if (!fits(offer.rebased(), bytesMax, componentsMax)) {
                throw new AstrayException(Unsaved.Reason.TOO_LARGE);
            }
            offers = List.copyOf(offers.subList(1, offers.size()));
            return send(offer.sequence(), baseVersion, offer.rebased());
        }
        if (pending.isEmpty()) {
            return null;
        }
        OperationCut cut = OperationCut.of(pending, bytesMax, componentsMax);
        pending = cut.rest();
        return send(++lastSequence, baseVersion, cut.first());
    }

    private ClientMessage.Submit send(long sequence, long baseVersion, Delta operation) {
        int bytes = DeltaJson.encode(operation).length;
        ClientMessage.Submit submission = new ClientMessage.Submit(sequence, baseVersion, operation, bytes);
        inFlight = new InFlight(Sent.now(submission), operation);
        return submission;
    }

    private static boolean fits(Delta operation, int bytesMax, int componentsMax) {
        return operation.size() <= componentsMax && DeltaJson.encode(operation).length <= bytesMax;
    }

    /** Moves everything over an operation that was committed; what that operation does to what is shown. */
    Delta rebase(Delta committed) {
        Delta change = committed;
        if (inFlight != null) {
            Delta rebased = inFlight.rebased();
            inFlight = new InFlight(inFlight.sent(), rebased.transformOver(change));
            change = change.transformUnder(rebased);
        }
        return rebaseLater(change);
    }

    private Delta rebaseLater(Delta committed) {
        Delta change = committed;
        List<Offer> moved = new ArrayList<>();
        for (Offer offer : offers) {
            moved.add(new Offer(offer.sequence(), offer.rebased().transformOver(change)));
            change = change.transformUnder(offer.rebased());
        }
        offers = moved;
        Delta above = pending;
        pending = above.transformOver(change);
        return change.transformUnder(above);
    }

    /**
     * The first edit, if its sequence is {@code sequence}, as what is in flight at {@code version}: the log may still
     * get what was to be offered again.
     */
    @Nullable
    InFlight expected(long sequence, long version) {
        if (inFlight == null && !offers.isEmpty() && offers.getFirst().sequence() == sequence) {
            Offer offer = offers.getFirst();
            offers = List.copyOf(offers.subList(1, offers.size()));
            send(sequence, version, offer.rebased());
        }
        return inFlight != null && inFlight.sent().sequence() == sequence ? inFlight : null;
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
        return rebaseLater(inverse);
    }
}
