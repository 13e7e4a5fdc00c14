package io.cowrite.client;

import io.cowrite.client.LocalEdits.InFlight;
import io.cowrite.client.LocalEdits.Offer;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replica after the log went back: others' later entries are gone, its own are to be offered again.
 *
 * @param inFlight what was in flight, if its base is not above the point reached; then it is sent again as it is
 * @param offers own later entries and, if its base is above, what was in flight
 * @param change what all this does to what is shown
 */
record StepBack(
        Confirmed confirmed, @Nullable InFlight inFlight, List<Offer> offers, Delta pending, Delta change) {

    static StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
        Confirmed reached = history.at(version);
        Walk walk = new Walk(reached);
        walk.over(history.steps(), edits.sent());
        InFlight inFlight = null;
        Sent sent = edits.sent();
        if (sent != null && sent.submission().baseVersion() <= version) {
            inFlight = new InFlight(sent, walk.offers.removeFirst().rebased());
        }
        edits.offers().forEach(offer -> walk.offer(offer.sequence(), offer.rebased()));
        Delta pending = edits.pending();
        return new StepBack(
                reached, inFlight, walk.offers, pending.transformOver(walk.away), walk.away.transformUnder(pending));
    }

    /**
     * Goes through what happened after the point as its author saw it: each own operation where it was made, others'
     * after it moved under it. Own ones are moved to where the others never were.
     */
    private static final class Walk {

        private final List<Offer> offers = new ArrayList<>();
        private final long reached;
        private long at;
        private Text was;
        /** From what was to what is left. */
        private Delta away = Delta.EMPTY;
        /** An own operation that was shown and not committed; empty if there is none. */
        private Delta open = Delta.EMPTY;
        private long openedSequence;

        Walk(Confirmed from) {
            reached = from.version();
            at = reached;
            was = from.text();
        }

        void over(List<Step> all, @Nullable Sent inFlight) throws InapplicableException {
            int first = 0;
            while (first < all.size() && all.get(first).version() <= reached) {
                first++;
            }
            for (int i = first; i < all.size(); i++) {
                open(nextOwn(all, i, inFlight), all);
                step(all.get(i));
            }
            open(inFlight, all);
        }

        private static @Nullable Sent nextOwn(List<Step> all, int from, @Nullable Sent inFlight) {
            for (Step step : all.subList(from, all.size())) {
                if (step.own() != null) {
                    return step.refused() ? null : step.own();
                }
            }
            return inFlight;
        }

        /** Shows {@code next} if it was made here or before. */
        private void open(@Nullable Sent next, List<Step> all) throws InapplicableException {
            if (next == null || next.sequence() == openedSequence || next.submission().baseVersion() > at) {
                return;
            }
            Delta operation = next.operation();
            for (Step step : all) {
                if (step.version() > next.version() && step.version() <= at) {
                    operation = operation.transformOver(step.operation());
                }
            }
            offer(next.sequence(), operation);
            was = was.apply(operation);
            open = operation;
            openedSequence = next.sequence();
        }

        private void step(Step step) throws InapplicableException {
            at = step.version();
            Sent own = step.own();
            if (own != null && step.refused()) {
                offer(own.sequence(), Delta.EMPTY);
            } else if (own != null) {
                open = Delta.EMPTY;
            } else {
                Delta lost = step.operation().transformUnder(open);
                open = open.transformOver(step.operation());
                away = lost.invert(was).compose(away);
                was = was.apply(lost);
            }
        }

        /** {@code operation}, made on what was, is to be offered on what is left. */
        void offer(long sequence, Delta operation) {
            offers.add(new Offer(sequence, operation.transformOver(away)));
            away = away.transformUnder(operation);
        }
    }
}
