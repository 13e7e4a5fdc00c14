package io.cowrite.client;

import io.cowrite.client.LocalEdits.InFlight;
import io.cowrite.client.LocalEdits.Offer;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Ways to step back that lose or double edits: a simulation must find each. */
public enum RetreatBug {

    /** What stood in the log is offered again under new sequences. */
    NEW_SEQUENCES {
        @Override
        StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
            StepBack right = StepBack.to(version, history, edits);
            List<Delta> all = new ArrayList<>(right.offers().stream().map(Offer::rebased).toList());
            all.add(right.pending());
            return new StepBack(
                    right.confirmed(), right.inFlight(), List.of(), Delta.composeAll(all), right.change());
        }
    },

    /** What is in flight stays as it was sent though its base is lost. */
    FROZEN_ON_A_LOST_BASE {
        @Override
        StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
            StepBack right = StepBack.to(version, history, edits);
            Sent sent = edits.sent();
            int own = right.offers().size() - edits.offers().size() - 1;
            if (sent == null || right.inFlight() != null || own != 0) {
                return right;
            }
            InFlight frozen = new InFlight(sent, right.offers().getFirst().rebased());
            List<Offer> others = right.offers().subList(1, right.offers().size());
            return new StepBack(right.confirmed(), frozen, others, right.pending(), right.change());
        }
    },

    /** What was refused is offered again as it was. */
    REFUSED_AGAIN {
        @Override
        StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
            StepBack right = StepBack.to(version, history, edits);
            List<Offer> offers = new ArrayList<>(right.offers());
            for (Step step : history.stepsAfter(version)) {
                Sent own = step.own();
                if (own != null && step.refused()) {
                    offers.replaceAll(offer -> offer.sequence() == own.sequence()
                            ? new Offer(own.sequence(), insertsAtStart(own))
                            : offer);
                }
            }
            return new StepBack(
                    right.confirmed(), right.inFlight(), offers, right.pending(), right.change());
        }
    },

    /** The content is taken back by inverses made when the edits were, and moved since. */
    INVERSES {
        @Override
        StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
            StepBack right = StepBack.to(version, history, edits);
            List<Step> lost = history.stepsAfter(version);
            Text content = history.at(lost.getLast().version()).text();
            for (Step step : lost.reversed()) {
                content = content.apply(inverse(step, history));
            }
            return new StepBack(
                    new Confirmed(content, version, right.confirmed().hash()),
                    right.inFlight(), right.offers(), right.pending(), right.change());
        }
    },

    /** What stood in the log is not offered again. */
    NOTHING_OFFERED {
        @Override
        StepBack to(long version, History history, LocalEdits edits) throws InapplicableException {
            StepBack right = StepBack.to(version, history, edits);
            return new StepBack(right.confirmed(), right.inFlight(), List.of(), Delta.EMPTY,
                    right.change().compose(undone(right)));
        }
    };

    abstract StepBack to(long version, History history, LocalEdits edits) throws InapplicableException;

    /** A replica that steps back in this way. */
    public Replica replica(Supplier<String> clientIds, ReplicaListener listener) {
        return new Replica(clientIds, this::to, listener);
    }

    private static Delta insertsAtStart(Sent sent) {
        return Delta.of(sent.operation().ops().stream().filter(io.cowrite.kernel.Op.Insert.class::isInstance).toList());
    }

    private static Delta inverse(Step step, History history) throws InapplicableException {
        Sent own = step.own();
        if (own == null) {
            return step.operation().invert(history.at(before(step, history)).text());
        }
        Delta moved = own.operation().invert(history.at(own.version()).text());
        for (Step other : history.stepsAfter(own.version())) {
            if (other.version() < step.version()) {
                moved = moved.transformOver(other.operation().transformUnder(own.operation()));
            }
        }
        return moved;
    }

    private static long before(Step step, History history) {
        long version = history.origin().version();
        for (Step each : history.steps()) {
            if (each.version() < step.version()) {
                version = each.version();
            }
        }
        return version;
    }

    private static Delta undone(StepBack back) throws InapplicableException {
        Text content = back.confirmed().text();
        if (back.inFlight() != null) {
            content = content.apply(back.inFlight().rebased());
        }
        List<Delta> all = new ArrayList<>(back.offers().stream().map(Offer::rebased).toList());
        all.add(back.pending());
        return Delta.composeAll(all).invert(content);
    }
}
