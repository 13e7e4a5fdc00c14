package io.cowrite.client;

import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection's way along the log with a copy that is loaded. Confined to its replica's thread. */
final class Following {

    /** What came of a frame. */
    enum Outcome {
        TAKEN,
        /** Taken, and only now it is known where this copy stands in the log. */
        ARRIVED,
        /** It does not follow what came before. */
        GAP
    }

    private final WorkingCopy copy;
    private final String userId;
    private final String clientId;
    private @Nullable Retracing retracing;

    private Following(WorkingCopy copy, String userId, String clientId) {
        this.copy = copy;
        this.userId = userId;
        this.clientId = clientId;
    }

    /** From where {@code copy} was loaded. */
    static Following loaded(WorkingCopy copy, String userId, String clientId) {
        return new Following(copy, userId, clientId);
    }

    /**
     * From {@code point} of the copy's history on.
     *
     * @param headVersion where the log ended when {@code point} was found in it
     */
    static Following resumed(WorkingCopy copy, String userId, String clientId, Point point, long headVersion) {
        Following following = new Following(copy, userId, clientId);
        following.retracing = new Retracing(copy, point, headVersion);
        following.arrive(false);
        return following;
    }

    /** Whether it is known where this copy stands in the log. */
    boolean hasArrived() {
        return retracing == null;
    }

    /** Up to where the log was received on this connection, or is known to be what the copy has. */
    Point point() {
        return retracing == null ? copy.confirmed().point() : retracing.reached();
    }

    Outcome ops(ServerMessage.Ops ops) throws AstrayException {
        if (ops.firstVersion() != point().version() + 1) {
            return Outcome.GAP;
        }
        ChainedEntries chained = ChainedEntries.after(point().hash(), ops.operations());
        if (!chained.end().equals(ops.hash())) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
        int known = retracing == null ? 0 : retracing.over(ops.firstVersion(), chained.hashes());
        boolean arrived = arrive(known < ops.operations().size());
        for (int i = known; i < ops.operations().size(); i++) {
            take(ops.operations().get(i), chained.hashes().get(i));
        }
        return frameEnds(arrived);
    }

    private void take(Entry entry, Hash hash) throws AstrayException {
        if (entry.userId().equals(userId) && entry.clientId().equals(clientId)) {
            copy.settle(entry, hash);
        } else {
            copy.commit(entry.operation(), copy.confirmed().version() + 1, hash);
        }
    }

    Outcome catchup(ServerMessage.Catchup catchup) throws AstrayException {
        if (catchup.toVersion() <= point().version()) {
            return Outcome.GAP;
        }
        boolean known = retracing != null && retracing.over(catchup.toVersion(), List.of(catchup.hash())) == 1;
        boolean arrived = arrive(!known);
        if (!known) {
            copy.commit(catchup.operation(), catchup.toVersion(), catchup.hash());
        }
        return frameEnds(arrived);
    }

    private Outcome frameEnds(boolean arrived) {
        if (hasArrived()) {
            copy.frameEnds();
        }
        return arrived ? Outcome.ARRIVED : Outcome.TAKEN;
    }

    /**
     * Steps back if it is now known that the log lost something.
     *
     * @param differs whether the log went on otherwise after the point reached
     * @return whether it was not known before where this copy stands
     */
    private boolean arrive(boolean differs) {
        Retracing done = retracing;
        if (done == null || !(differs || done.isOver())) {
            return false;
        }
        retracing = null;
        if (!done.reached().equals(copy.confirmed().point())) {
            copy.stepBack(done.reached());
        }
        return true;
    }
}
