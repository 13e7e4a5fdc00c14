package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
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
        WELCOMED,
        /** Another connection was asked for; what the old one still brings counts for nothing. */
        ABANDONED
    }

    private final Supplier<String> clientIds;
    private final Retreat retreat;
    private final ReplicaListener listener;

    private Phase phase = Phase.OFFLINE;
    private boolean inTurn;
    private String clientId;
    private long attempt;
    private @Nullable String userId;
    private String role = "";
    private Limits limits = Limits.DEFAULTS;
    private @Nullable Loading loading;
    private @Nullable WorkingCopy copy;
    private @Nullable Following following;
    private Text shownBefore = Text.EMPTY;
    private boolean selectionToSend;

    /**
     * @param clientIds gives a new random id at each call: 1 to 64 of {@code A-Za-z0-9_-}, never the same twice
     */
    public Replica(Supplier<String> clientIds, ReplicaListener listener) {
        this(clientIds, StepBack::to, listener);
    }

    Replica(Supplier<String> clientIds, Retreat retreat, ReplicaListener listener) {
        this.clientIds = clientIds;
        this.retreat = retreat;
        this.listener = listener;
        this.clientId = clientIds.get();
    }

    /** Goes on where {@code memory} was taken. */
    Replica(Supplier<String> clientIds, ReplicaListener listener, ReplicaMemory memory) {
        this.clientIds = clientIds;
        this.retreat = StepBack::to;
        this.listener = listener;
        this.clientId = memory.clientId();
        this.attempt = memory.attempt();
        this.userId = memory.userId();
        this.copy = memory.copy() == null ? null : memory.copy().another(retreat, listener);
    }

    /** What must be kept to go on in another process; while a message is sent, it is as if it had been. */
    ReplicaMemory memory() {
        return new ReplicaMemory(clientId, attempt, userId, copy == null ? null : copy.another(retreat, listener));
    }

    /** What the author sees: confirmed content and every edit of this replica. Of old while it loads anew. */
    public Text shown() {
        return copy == null ? shownBefore : copy.shown();
    }

    /** Whether there is content to edit. */
    public boolean isLoaded() {
        return copy != null;
    }

    /** Whether a connection is up and content and operations flow. */
    public boolean isLive() {
        return phase == Phase.WELCOMED && following != null && following.hasArrived();
    }

    /** Whether every edit is in the log. */
    public boolean isSettled() {
        return copy == null || copy.isSettled();
    }

    /** Last entry that this replica has; -1 before it is loaded. */
    public long version() {
        return copy == null ? -1 : copy.confirmed().version();
    }

    /** The log's hash at {@link #version}; null before it is loaded. */
    public @Nullable Hash hash() {
        return copy == null ? null : copy.confirmed().hash();
    }

    public String clientId() {
        return clientId;
    }

    public boolean mayWrite() {
        return WRITING_ROLES.contains(role);
    }

    /** {@code position} of confirmed content, in what is shown. */
    public int shownPosition(int position) {
        return copy == null ? position : copy.shownPosition(position);
    }

    /** The connection is open: says hello. {@code ticket} is for those who have no cookie and no token. */
    public void connected(@Nullable String ticket) {
        turn(() -> {
            if (phase != Phase.OFFLINE) {
                throw new IllegalStateException("connected twice");
            }
            if (copy == null && attempt > 0) {
                clientId = clientIds.get();
            }
            phase = Phase.GREETED;
            attempt++;
            List<Point> since = copy == null ? List.of() : copy.history().pointsNewestFirst();
            listener.send(new ClientMessage.Hello(clientId, since, attempt, ticket));
        });
    }

    /** The connection is gone; what is in flight stays so. */
    public void disconnected() {
        turn(() -> {
            phase = Phase.OFFLINE;
            loading = null;
            following = null;
        });
    }

    /**
     * An edit of what is shown.
     *
     * @throws InapplicableException if it does not fit {@link #shown}; nothing happened
     * @throws IllegalStateException before there is content
     */
    public void edit(Delta edit) throws InapplicableException {
        if (copy == null) {
            throw new IllegalStateException("not loaded");
        }
        requireNoTurn();
        copy.edit(edit);
        turn(this::flush);
    }

    /** Where the author is in what is shown; null for nowhere. Others see it as soon as edits allow. */
    public void select(@Nullable Selection selection) {
        turn(() -> {
            if (copy != null) {
                copy.select(selection);
                selectionToSend = true;
                flush();
            }
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
                case ServerMessage.Ops ops -> follow(following().ops(ops), ops.checksum());
                case ServerMessage.Catchup catchup -> follow(following().catchup(catchup), null);
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

    private void welcomed(ServerMessage.Welcome welcome) throws AstrayException {
        if (phase != Phase.GREETED) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
        if (userId != null && !userId.equals(welcome.user().id())) {
            throw new AstrayException(Unsaved.Reason.AUTHOR_CHANGED);
        }
        userId = welcome.user().id();
        role = welcome.role();
        limits = welcome.limits();
        phase = Phase.WELCOMED;
        listener.welcomed();
        if (copy == null) {
            loading = new Loading(welcome);
            loadIfComplete();
        } else {
            resumed(copy, welcome);
        }
    }

    private void resumed(WorkingCopy own, ServerMessage.Welcome welcome) throws AstrayException {
        Point point = new Point(welcome.version(), welcome.hash());
        if (!welcome.resumed() || !own.history().holds(point)) {
            throw new AstrayException(Unsaved.Reason.POINT_UNKNOWN);
        }
        following = Following.resumed(own, welcome.user().id(), clientId, point, welcome.headVersion());
        if (isLive()) {
            arrived();
        }
    }

    private void content(ServerMessage.Content content) throws AstrayException {
        if (loading == null) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
        loading.add(content);
        loadIfComplete();
    }

    private void loadIfComplete() throws AstrayException {
        if (loading != null && loading.isComplete()) {
            copy = new WorkingCopy(loading.confirmed(), loading.type(), retreat, listener);
            following = Following.loaded(copy, loading.userId(), clientId);
            loading = null;
            listener.loaded();
            flush();
        }
    }

    private void follow(Following.Outcome outcome, @Nullable Long checksum) throws AstrayException {
        if (outcome == Following.Outcome.GAP) {
            resume();
            return;
        }
        if (copy != null && isLive() && copy.differsFrom(checksum)) {
            listener.send(new ClientMessage.Diverged(copy.confirmed().version(), copy.checksum()));
            throw new AstrayException(Unsaved.Reason.DIVERGED);
        }
        if (outcome == Following.Outcome.ARRIVED) {
            arrived();
        } else {
            flush();
        }
    }

    private Following following() throws AstrayException {
        if (following == null) {
            throw new AstrayException(Unsaved.Reason.HISTORY_BROKEN);
        }
        return following;
    }

    private void arrived() throws AstrayException {
        selectionToSend = copy != null && copy.selection() != null;
        resend();
    }

    private void heartbeat(ServerMessage.Heartbeat heartbeat) {
        Point sent = new Point(heartbeat.version(), heartbeat.hash());
        if (following != null && !following.point().equals(sent)) {
            resume();
        }
    }

    private void noticed(ServerMessage.Notice notice) throws AstrayException {
        if (notice.code() == NoticeCode.ROLE_CHANGED && notice.role() != null) {
            role = notice.role();
            resend();
        }
        listener.noticed(notice);
    }

    private void resend() throws AstrayException {
        ClientMessage.Submit inFlight = copy == null ? null : copy.inFlight();
        if (inFlight != null && isLive() && mayWrite()) {
            listener.send(inFlight);
        }
        flush();
    }

    /** Sends what may be sent now. */
    private void flush() throws AstrayException {
        if (!isLive() || copy == null) {
            return;
        }
        ClientMessage.Submit next = mayWrite() ? copy.send(limits) : null;
        if (next != null) {
            listener.send(next);
        }
        ClientMessage.Presence presence = selectionToSend ? copy.presence() : null;
        if (presence != null) {
            listener.send(presence);
            selectionToSend = false;
        }
    }

    /** Asks for another connection; everything stays. */
    private void resume() {
        phase = Phase.ABANDONED;
        listener.reconnect();
    }

    private void reset(Unsaved.Reason reason) {
        if (copy != null) {
            copy.unsaved(reason).forEach(listener::unsaved);
            shownBefore = copy.shown();
        }
        copy = null;
        loading = null;
        following = null;
        userId = null;
        attempt = 0;
        clientId = clientIds.get();
        phase = phase == Phase.OFFLINE ? Phase.OFFLINE : Phase.ABANDONED;
    }

    private interface Work {
        void run() throws AstrayException;
    }

    private void turn(Work work) {
        requireNoTurn();
        inTurn = true;
        try {
            work.run();
        } catch (AstrayException e) {
            reset(e.reason());
            listener.reconnect();
        } finally {
            inTurn = false;
        }
    }

    private void requireNoTurn() {
        if (inTurn) {
            throw new IllegalStateException("called from its listener, or by two threads at once");
        }
    }
}
