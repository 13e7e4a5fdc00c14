package io.cowrite.client;

import io.cowrite.client.LocalEdits.InFlight;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of a replica that is loaded: confirmed, edited and shown. Confined to its replica's thread. */
final class WorkingCopy {

    private final ReplicaListener listener;
    private final Retreat retreat;
    private final DocumentType type;
    private final LocalEdits edits;
    private final History history;
    private Confirmed confirmed;
    private Text shown;
    private @Nullable Selection selection;

    WorkingCopy(Confirmed loaded, DocumentType type, Retreat retreat, ReplicaListener listener) {
        this(loaded, loaded.text(), type, new LocalEdits(), new History(loaded), retreat, listener);
    }

    private WorkingCopy(Confirmed confirmed, Text shown, DocumentType type, LocalEdits edits, History history,
            Retreat retreat, ReplicaListener listener) {
        this.type = type;
        this.listener = listener;
        this.retreat = retreat;
        this.edits = edits;
        this.history = history;
        this.confirmed = confirmed;
        this.shown = shown;
    }

    /** The same once more, which goes its own way from here on; its author is nowhere yet. */
    WorkingCopy another(Retreat itsRetreat, ReplicaListener itsListener) {
        return new WorkingCopy(confirmed, shown, type, edits.another(), history.another(), itsRetreat, itsListener);
    }

    Confirmed confirmed() {
        return confirmed;
    }

    Text shown() {
        return shown;
    }

    History history() {
        return history;
    }

    LocalEdits edits() {
        return edits;
    }

    boolean isSettled() {
        return edits.isEmpty();
    }

    @Nullable
    Selection selection() {
        return selection;
    }

    void select(@Nullable Selection here) {
        selection = here;
    }

    int shownPosition(int position) {
        int moved = position;
        for (Delta edit : edits.all()) {
            moved = edit.transformPosition(moved);
        }
        return moved;
    }

    void edit(Delta edit) throws InapplicableException {
        shown = shown.apply(edit);
        edits.add(edit);
        moveSelection(edit);
    }

    /** What is in flight, as it was sent. */
    ClientMessage.@Nullable Submit inFlight() {
        Sent sent = edits.sent();
        return sent == null ? null : sent.submission();
    }

    /** Puts the next submission in flight and gives it; null if one is, or there is nothing to send. */
    ClientMessage.@Nullable Submit send(Limits limits) throws AstrayException {
        return edits.inFlight() == null
                ? edits.send(confirmed.version(), limits.operationBytes(), limits.operationComponents())
                : null;
    }

    /** Where the author is; null while that means nothing to others, because it stands above what was not sent. */
    ClientMessage.@Nullable Presence presence() {
        if (edits.isAheadOfFlight()) {
            return null;
        }
        Sent sent = edits.sent();
        return new ClientMessage.Presence(
                confirmed.version(), sent == null ? null : (Long) sent.sequence(), selection, null);
    }

    /** Others' entries up to {@code version}, composed or one alone. */
    void commit(Delta operation, long version, Hash hash) throws AstrayException {
        try {
            step(new Step(version, operation, hash, null, false));
            show(edits.rebase(operation));
        } catch (InapplicableException e) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
    }

    /** The next entry, which settles what this replica had sent. */
    void settle(Entry entry, Hash hash) throws AstrayException {
        Confirmed before = confirmed;
        InFlight inFlight = edits.expected(entry.sequence(), before.version());
        boolean refused = entry.refused() != null;
        if (inFlight == null || !(refused || entry.operation().equals(inFlight.rebased()))) {
            throw new AstrayException(Unsaved.Reason.STRAY_ENTRY);
        }
        try {
            step(new Step(before.version() + 1, entry.operation(), hash, inFlight.sent(), refused));
            if (refused) {
                undo(before, inFlight, entry);
            } else {
                edits.settle();
            }
        } catch (InapplicableException e) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
        listener.settled(confirmed.version(), entry);
    }

    private void undo(Confirmed before, InFlight inFlight, Entry entry) throws InapplicableException {
        show(edits.undo(before.text()));
        if (!inFlight.rebased().isEmpty()) { // Else nothing is lost, or its author has it already.
            listener.unsaved(new Unsaved(
                    inFlight.rebased(), before.text(), Unsaved.Reason.REFUSED, entry.refused(), false));
        }
    }

    private void step(Step step) throws InapplicableException {
        confirmed = step.after(confirmed);
        history.add(step);
    }

    /** What was received so far is the end of a frame. */
    void frameEnds() {
        try {
            edits.remembered(history.frameEnds(confirmed.point(), edits.sent()));
        } catch (InapplicableException e) {
            throw new IllegalStateException("history does not apply again", e);
        }
    }

    /** The log went back to {@code reached}, where a step ends. */
    void stepBack(Point reached) {
        try {
            StepBack back = retreat.to(reached.version(), history, edits);
            history.cutAfter(reached.version());
            edits.replace(back.inFlight(), back.offers(), back.pending());
            confirmed = back.confirmed();
            listener.steppedBack(reached.version());
            show(back.change());
        } catch (InapplicableException e) {
            throw new IllegalStateException("history does not apply again", e);
        }
    }

    private void show(Delta change) throws InapplicableException {
        if (!change.isEmpty()) {
            shown = shown.apply(change);
            moveSelection(change);
            listener.changed(change);
        }
    }

    private void moveSelection(Delta change) {
        if (selection != null) {
            selection = new Selection(
                    change.transformPosition(selection.anchor()), change.transformPosition(selection.head()));
        }
    }

    /** Everything that is not settled; if no point is known any more, also own entries after the oldest. */
    List<Unsaved> unsaved(Unsaved.Reason reason) {
        List<Unsaved> all = new ArrayList<>();
        try {
            if (reason == Unsaved.Reason.POINT_UNKNOWN) {
                addOwnEntries(all);
            }
            addUnsettled(all, reason);
        } catch (InapplicableException e) {
            throw new IllegalStateException("an edit no longer fits", e);
        }
        return all;
    }

    private void addOwnEntries(List<Unsaved> all) throws InapplicableException {
        Confirmed before = history.origin();
        for (Step step : history.steps()) {
            if (step.own() != null && !step.refused() && !step.operation().isEmpty()) {
                all.add(new Unsaved(step.operation(), before.text(), Unsaved.Reason.POINT_UNKNOWN, null, true));
            }
            before = step.after(before);
        }
    }

    private void addUnsettled(List<Unsaved> all, Unsaved.Reason reason) throws InapplicableException {
        Text before = confirmed.text();
        boolean sent = edits.inFlight() != null;
        int offers = edits.offers().size();
        for (Delta edit : edits.all()) {
            if (sent || !edit.isEmpty()) {
                all.add(new Unsaved(edit, before, reason, null, sent || offers > 0));
            }
            offers -= sent ? 0 : 1;
            sent = false;
            before = before.apply(edit);
        }
    }

    /** Whether this copy's content has another checksum. */
    boolean differsFrom(@Nullable Long checksum) {
        return checksum != null && !Objects.equals(checksum, checksum());
    }

    /** Of the confirmed content, as the type of the document has it. */
    long checksum() {
        return type.checksum(confirmed.text());
    }
}
