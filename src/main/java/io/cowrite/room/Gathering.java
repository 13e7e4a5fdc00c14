package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.presence.PresenceBoard;
import io.cowrite.presence.Present;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.Selection;
import io.cowrite.protocol.ServerMessage.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions of a room, what each has in flight, and where each is. Owned by the room's thread. */
final class Gathering {

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<ReplicaId, Session> byReplica = new HashMap<>();
    private final PresenceBoard board;
    private final List<Session> refusedTooOften = new ArrayList<>();
    private final List<Subscriber> acknowledged = new ArrayList<>();
    private @Nullable List<Subscriber> subscribers;
    private boolean quarantined;

    Gathering(int departuresMax) {
        this.board = new PresenceBoard(departuresMax);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    int size() {
        return sessions.size();
    }

    /** Of all sessions, in the order in which they came; unmodifiable. */
    List<Subscriber> subscribers() {
        List<Subscriber> all = subscribers;
        if (all == null) {
            all = sessions.values().stream().map(Session::subscriber).toList();
            subscribers = all;
        }
        return all;
    }

    boolean holds(Session session) {
        return sessions.get(session.id()) == session;
    }

    /** Whether {@code sessionId} is connected to this node. */
    boolean holds(String sessionId) {
        return sessions.containsKey(sessionId);
    }

    /** Those who are connected to this node, at most {@code most}. */
    List<Present> here(int most) {
        List<Present> here = new ArrayList<>();
        for (Present one : board.roster().present()) {
            if (here.size() < most && holds(one.sessionId())) {
                here.add(one);
            }
        }
        return here;
    }

    PresenceBoard board() {
        return board;
    }

    Collection<Session> all() {
        return List.copyOf(sessions.values());
    }

    Roster roster() {
        return board.roster();
    }

    @Nullable
    Session of(ReplicaId replica) {
        return byReplica.get(replica);
    }

    void add(Session session) {
        sessions.put(session.id(), session);
        byReplica.put(session.replica(), session);
        board.join(session.id(), session.author());
        subscribers = null;
    }

    /** Takes {@code session} itself out, never a newer one of the same replica. */
    void remove(Session session) {
        if (sessions.remove(session.id(), session)) {
            byReplica.remove(session.replica(), session);
            board.leave(session.id());
            subscribers = null;
        }
    }

    void close(Session session, CloseCode code, String reason) {
        remove(session);
        session.subscriber().close(code, reason);
    }

    void closeAll(CloseCode code, String reason) {
        all().forEach(session -> close(session, code, reason));
    }

    void tellAll(Notice notice) {
        sessions.values().forEach(session -> session.subscriber().notice(notice));
    }

    /** Gives everyone the role that {@code rights} give them now; who has none any more is closed. */
    void apply(Rights rights) {
        quarantined = rights.quarantined();
        for (Session session : all()) {
            Optional<Role> role = rights.roleOf(session.author().id());
            if (role.isEmpty()) {
                close(session, CloseCode.NO_ACCESS, "you have no access to this document any more");
            } else if (role.get() != session.role()) {
                session.role(role.get());
                tellRole(session);
            }
        }
    }

    void tellRole(Session session) {
        String name = session.role().wireName();
        String message = quarantined
                ? "this document is damaged: it can be read only, and its operator is told"
                : "your role is now " + name;
        session.subscriber().notice(new Notice(NoticeCode.ROLE_CHANGED, message, name, null, null));
    }

    /** {@code entries} were committed: selections move over them. */
    void moveOver(List<SealedEntry> entries) {
        board.moveOver(entries.stream().map(sealed -> sealed.entry().operation()).toList());
    }

    /**
     * {@code sealed} was committed: what it settles is no longer in flight.
     *
     * @param now nanoseconds
     */
    void committed(SealedEntry sealed, long now) {
        Session session = byReplica.get(ReplicaId.of(sealed.entry()));
        if (session == null) {
            return;
        }
        Submission unsettled = session.unsettled();
        if (unsettled != null && unsettled.sequence() == sealed.entry().sequence()) {
            session.settled(sealed.version());
            acknowledged.add(session.subscriber());
            if (sealed.entry().refused() != null && session.refusals().isTooHighWith(now)) {
                refusedTooOften.add(session);
            }
        }
    }

    /** Those whose operations were refused too often since this was asked last. */
    List<Session> takeRefusedTooOften() {
        List<Session> taken = List.copyOf(refusedTooOften);
        refusedTooOften.clear();
        return taken;
    }

    /** Those whose operations were settled since this was asked last. */
    List<Subscriber> takeAcknowledged() {
        List<Subscriber> taken = List.copyOf(acknowledged);
        acknowledged.clear();
        return taken;
    }

    /** Shows what waited for a submission that is settled now; {@code head} is the committed head. */
    void showHeld(RoomState head) {
        for (Session session : sessions.values()) {
            if (session.unsettled() == null) {
                RoomEvent.Shown held = session.release();
                if (held != null) {
                    show(held, head);
                }
            }
        }
    }

    /** The log had settled {@code submission} at {@code version} before it came again. */
    void resendSettled(Submission submission, long version) {
        Session session = submission.session();
        if (session != null && session.unsettled() == submission) {
            session.settled(version);
        }
    }

    void rename(Session session, Author author) {
        board.rename(session.id(), author);
    }

    /** Shows where a session is; what cannot be placed is let go: the next one will be. */
    void show(RoomEvent.Shown shown, RoomState head) {
        Session session = shown.session();
        Selection selection = shown.selection();
        if (selection == null) {
            board.show(session.id(), null, shown.state());
            return;
        }
        Long sequence = shown.sequence();
        Submission unsettled = session.unsettled();
        if (sequence != null && unsettled != null && unsettled.sequence() == sequence) {
            session.hold(shown);
            return;
        }
        Selection placed = sequence == null
                ? SelectionMove.toHead(selection, shown.baseVersion(), head)
                : afterSettled(shown, selection, sequence, head);
        if (placed != null) {
            board.show(session.id(), placed, shown.state());
        }
    }

    private static @Nullable Selection afterSettled(
            RoomEvent.Shown shown, Selection selection, long sequence, RoomState head) {
        Submission settled = shown.session().lastSettled();
        long version = shown.session().lastSettledVersion();
        if (settled == null || settled.sequence() != sequence || version <= head.tail().base().version()) {
            return null;
        }
        return SelectionMove.afterOwn(selection, shown.baseVersion(), settled, version, head);
    }
}
