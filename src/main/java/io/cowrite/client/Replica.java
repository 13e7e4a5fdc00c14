package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's copy of a document: a state machine without socket, thread and clock. Its owner calls it from one thread
 * at a time and carries its messages. A connection is {@link #connected}, messages, {@link #disconnected}; edits may
 * come at any time once it {@link #isLoaded}, and are kept while there is no connection.
 */
public final class Replica {

    private static final Set<String> WRITING_ROLES = Set.of("owner", "editor");

    private enum Phase {
        OFFLINE,
        GREETED,
        LOADING,
        LIVE,
        /** Joining anew was asked for; what the old connection still brings counts for nothing. */
        ABANDONED
    }

    private final Supplier<String> clientIds;
    private final ReplicaListener listener;
    private final LocalEdits edits = new LocalEdits();
    private final SincePoints since = new SincePoints();

    private Phase phase = Phase.OFFLINE;
    private boolean inTurn;
    private String clientId;
    private long attempt;
    private long lastSequence;
    private @Nullable String userId;
    private String role = "";
    private Limits limits = Limits.DEFAULTS;
    private @Nullable Loading loading;
    private @Nullable Confirmed confirmed;
    private Text shown = Text.EMPTY;
    private @Nullable Selection selection;
    private boolean selectionToSend;

    /**
     * @param clientIds gives a new random id at each call: 1 to 64 of {@code A-Za-z0-9_-}, never the same twice
     */
    public Replica(Supplier<String> clientIds, ReplicaListener listener) {
        this.clientIds = clientIds;
        this.listener = listener;
        this.clientId = clientIds.get();
    }

    /** What the author sees: confirmed content and every edit of this replica. Of old while it loads anew. */
    public Text shown() {
        return shown;
    }

    /** Whether there is content to edit. */
    public boolean isLoaded() {
        return confirmed != null;
    }

    /** Whether a connection is up and content and operations flow. */
    public boolean isLive() {
        return phase == Phase.LIVE;
    }

    /** Whether every edit is in the log. */
    public boolean isSettled() {
        return edits.inFlight() == null && edits.pending().isEmpty();
    }

    /** Last entry that this replica has; -1 before it is loaded. */
    public long version() {
        return confirmed == null ? -1 : confirmed.version();
    }

    /** The log's hash at {@link #version}; null before it is loaded. */
    public @Nullable Hash hash() {
        return confirmed == null ? null : confirmed.hash();
    }

    public String clientId() {
        return clientId;
    }

    public boolean mayWrite() {
        return WRITING_ROLES.contains(role);
    }

    /** {@code position} of confirmed content, in what is shown. */
    public int shownPosition(int position) {
        LocalEdits.InFlight inFlight = edits.inFlight();
        int moved = inFlight == null ? position : inFlight.rebased().transformPosition(position);
        return edits.pending().transformPosition(moved);
    }

    /** The connection is open: says hello. {@code ticket} is for those who have no cookie and no token. */
    public void connected(@Nullable String ticket) {
        turn(() -> {
            if (phase != Phase.OFFLINE) {
                throw new IllegalStateException("connected twice");
            }
            if (confirmed == null && attempt > 0) {
                clientId = clientIds.get();
            }
            phase = Phase.GREETED;
            attempt++;
            listener.send(new ClientMessage.Hello(clientId, since.newestFirst(), attempt, ticket));
        });
    }

    /** The connection is gone; what is in flight stays so. */
    public void disconnected() {
        turn(() -> {
            phase = Phase.OFFLINE;
            loading = null;
        });
    }

    /**
     * An edit of what is shown.
     *
     * @throws InapplicableException if it does not fit {@link #shown}; nothing happened
     * @throws IllegalStateException before there is content
     */
    public void edit(Delta edit) throws InapplicableException {
        if (confirmed == null) {
            throw new IllegalStateException("not loaded");
        }
        Text after = shown.apply(edit);
        turn(() -> {
            shown = after;
            edits.add(edit);
            moveSelection(edit);
            flush();
        });
    }

    /** Where the author is in what is shown; null for nowhere. Others see it as soon as edits allow. */
    public void select(@Nullable Selection selection) {
        turn(() -> {
            this.selection = selection;
            selectionToSend = true;
            flush();
        });
    }

    /** The next message of the connection. */
    public void receive(ServerMessage message) {
        turn(() -> {
            if (phase == Phase.ABANDONED) {
                return;
            }
            switch (message) {
                case ServerMessage.Welcome welcome -> welcomed(welcome);
                case ServerMessage.Content content -> content(content);
                case ServerMessage.Ops ops -> ops(ops);
                case ServerMessage.Heartbeat heartbeat -> heartbeat(heartbeat);
                case ServerMessage.Presence presence -> listener.present(presence);
                case ServerMessage.Notice notice -> noticed(notice);
                case ServerMessage.Pong pong -> {
                }
            }
        });
    }

    /** Becomes a new replica; edits that are not settled go to {@link ReplicaListener#unsaved}. */
    public void startAnew(Unsaved.Reason reason) {
        turn(() -> reset(reason));
    }

    private void welcomed(ServerMessage.Welcome welcome) {
        if (phase != Phase.GREETED || (userId != null && !userId.equals(welcome.user().id()))) {
            rejoin(phase == Phase.GREETED ? Unsaved.Reason.AUTHOR_CHANGED : Unsaved.Reason.HISTORY_BROKEN);
            return;
        }
        userId = welcome.user().id();
        role = welcome.role();
        limits = welcome.limits();
        if (confirmed == null) {
            phase = Phase.LOADING;
            loading = new Loading(welcome);
            loadIfComplete();
        } else if (welcome.resumed()
                && welcome.version() == confirmed.version()
                && welcome.hash().equals(confirmed.hash())) {
            phase = Phase.LIVE;
            selectionToSend = selection != null;
            resend();
        } else {
            rejoin(Unsaved.Reason.POINT_UNKNOWN);
        }
    }

    private void content(ServerMessage.Content content) {
        if (loading == null) {
            rejoin(Unsaved.Reason.HISTORY_BROKEN);
            return;
        }
        loading.add(content);
        loadIfComplete();
    }

    private void loadIfComplete() {
        if (loading != null && loading.isComplete()) {
            confirmed = loading.confirmed();
            loading = null;
            shown = confirmed.text();
            since.add(confirmed.point(), confirmed.version());
            phase = Phase.LIVE;
            listener.loaded();
            flush();
        }
    }

    private void ops(ServerMessage.Ops ops) {
        if (phase != Phase.LIVE || confirmed == null || ops.firstVersion() != confirmed.version() + 1) {
            rejoin(Unsaved.Reason.HISTORY_BROKEN);
            return;
        }
        ChainedEntries chained = ChainedEntries.after(confirmed.hash(), ops.operations());
        if (!chained.end().equals(ops.hash())) {
            rejoin(Unsaved.Reason.HISTORY_BROKEN);
            return;
        }
        for (int i = 0; i < ops.operations().size(); i++) {
            Unsaved.Reason fault = entry(ops.operations().get(i), chained.hashes().get(i));
            if (fault != null) {
                rejoin(fault);
                return;
            }
        }
        LocalEdits.InFlight inFlight = edits.inFlight();
        since.add(confirmed.point(), inFlight == null ? -1 : inFlight.submission().baseVersion());
        flush();
    }

    private Unsaved.@Nullable Reason entry(Entry entry, Hash hash) {
        try {
            Confirmed before = Objects.requireNonNull(confirmed);
            if (entry.userId().equals(userId) && entry.clientId().equals(clientId)) {
                return ownEntry(before, entry, hash);
            }
            confirmed = before.next(entry.operation(), hash);
            show(edits.rebase(entry.operation()));
            return null;
        } catch (InapplicableException e) {
            return Unsaved.Reason.HISTORY_BROKEN;
        }
    }

    private Unsaved.@Nullable Reason ownEntry(Confirmed before, Entry entry, Hash hash) throws InapplicableException {
        LocalEdits.InFlight inFlight = edits.inFlight();
        if (inFlight == null || inFlight.submission().sequence() != entry.sequence()) {
            return Unsaved.Reason.STRAY_ENTRY;
        }
        if (entry.refused() == null && !entry.operation().equals(inFlight.rebased())) {
            return Unsaved.Reason.STRAY_ENTRY;
        }
        confirmed = before.next(entry.operation(), hash);
        if (entry.refused() == null) {
            edits.settle();
        } else {
            show(edits.undo(before.text()));
            listener.unsaved(new Unsaved(
                    inFlight.rebased(), before.text(), Unsaved.Reason.REFUSED, entry.refused(), false));
        }
        listener.settled(confirmed.version(), entry);
        return null;
    }

    private void show(Delta change) throws InapplicableException {
        if (!change.isEmpty()) {
            shown = shown.apply(change);
            moveSelection(change);
            listener.changed(change);
        }
    }

    private void heartbeat(ServerMessage.Heartbeat heartbeat) {
        boolean same = confirmed != null
                && heartbeat.version() == confirmed.version()
                && heartbeat.hash().equals(confirmed.hash());
        if (phase == Phase.LIVE && !same) {
            rejoin(Unsaved.Reason.HISTORY_BROKEN);
        }
    }

    private void noticed(ServerMessage.Notice notice) {
        if (notice.code() == NoticeCode.ROLE_CHANGED && notice.role() != null) {
            role = notice.role();
            resend();
        }
        listener.noticed(notice);
    }

    private void resend() {
        LocalEdits.InFlight inFlight = edits.inFlight();
        if (inFlight != null && phase == Phase.LIVE && mayWrite()) {
            listener.send(inFlight.submission());
        }
        flush();
    }

    /** Sends what may be sent now. */
    private void flush() {
        if (phase != Phase.LIVE || confirmed == null) {
            return;
        }
        if (edits.inFlight() == null && !edits.pending().isEmpty() && mayWrite()) {
            listener.send(edits.send(
                    ++lastSequence, confirmed.version(), limits.operationBytes(), limits.operationComponents()));
        }
        // Positions above pending edits mean nothing to others yet.
        if (selectionToSend && edits.pending().isEmpty()) {
            LocalEdits.InFlight inFlight = edits.inFlight();
            Long sequence = inFlight == null ? null : (Long) inFlight.submission().sequence();
            listener.send(new ClientMessage.Presence(confirmed.version(), sequence, selection, null));
            selectionToSend = false;
        }
    }

    private void moveSelection(Delta change) {
        if (selection != null) {
            selection = new Selection(
                    change.transformPosition(selection.anchor()), change.transformPosition(selection.head()));
        }
    }

    private void rejoin(Unsaved.Reason reason) {
        reset(reason);
        listener.reconnect();
    }

    private void reset(Unsaved.Reason reason) {
        LocalEdits.InFlight inFlight = edits.inFlight();
        Delta pending = edits.pending();
        if (confirmed != null && inFlight != null) {
            listener.unsaved(new Unsaved(inFlight.rebased(), confirmed.text(), reason, null, true));
        }
        if (confirmed != null && !pending.isEmpty()) {
            Text before = inFlight == null ? confirmed.text() : applied(confirmed.text(), inFlight.rebased());
            listener.unsaved(new Unsaved(pending, before, reason, null, false));
        }
        edits.clear();
        since.clear();
        confirmed = null;
        loading = null;
        userId = null;
        selection = null;
        lastSequence = 0;
        attempt = 0;
        clientId = clientIds.get();
        phase = phase == Phase.OFFLINE ? Phase.OFFLINE : Phase.ABANDONED;
    }

    private static Text applied(Text text, Delta operation) {
        try {
            return text.apply(operation);
        } catch (InapplicableException e) {
            throw new IllegalStateException("an edit no longer fits confirmed content", e);
        }
    }

    private void turn(Runnable work) {
        if (inTurn) {
            throw new IllegalStateException("called from its listener, or by two threads at once");
        }
        inTurn = true;
        try {
            work.run();
        } finally {
            inTurn = false;
        }
    }
}
