package io.cowrite.room;

import io.cowrite.access.Role;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets sessions in: who may read, which point of their history the log knows. Owned by the room's thread. */
final class Admission {

    private final Room room;
    private final Head head;
    private final Gathering gathering;
    private final RoomSettings settings;

    /** Joins that wait until the document is loaded, or its log read anew. */
    private final List<Join> waiting = new ArrayList<>();

    Admission(Room room, Head head, Gathering gathering, RoomSettings settings) {
        this.room = room;
        this.head = head;
        this.gathering = gathering;
        this.settings = settings;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void join(Join join) {
        if (!head.isLoaded()) {
            waiting.add(join);
        } else if (room.isBlind() && !join.logRead() && !isQuarantined()) {
            waiting.add(join.again());
            room.wantLog();
        } else if (roleOf(join.request()).isEmpty()) {
            refuse(join, CloseCode.NO_SUCH_DOCUMENT, "no such document");
        } else {
            resolve(join);
        }
    }

    /** The document was loaded, or its log read to the end. */
    void headIsFresh() {
        List<Join> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(this::join);
    }

    void refuseAll(CloseCode code, String reason) {
        waiting.forEach(join -> refuse(join, code, reason));
        waiting.clear();
    }

    /** The log's hash at {@code point.version()} is {@code hash}; null: it ends before. */
    void resolved(Join join, Point point, @Nullable Hash hash) {
        if (hash != null && point.hash().equals(hash)) {
            admit(join, point, true);
        } else if (!join.logRead() && !isQuarantined()) { // Another node may have written what this one has not read.
            waiting.add(join.again());
            room.wantLog();
        } else {
            resolve(join.next());
        }
    }

    /** Looks at the points that the client has, newest first, until one is found that the log contains. */
    private void resolve(Join join) {
        List<Point> since = join.request().since();
        if (join.asked() < since.size()) {
            look(join, since.get(join.asked()));
        } else {
            admit(join, new Point(head.version(), head.state().end().hash()), false);
        }
    }

    private void look(Join join, Point point) {
        Tail tail = head.state().tail();
        if (point.version() >= tail.base().version()) {
            resolved(join, point, tail.hashAt(point.version()));
            return;
        }
        if (isQuarantined()) {
            resolve(join.next()); // Whoever came in behind the tail might read on into what is damaged.
            return;
        }
        room.reads().hashAt(point.version())
                .whenComplete((hash, failure) -> {
                    if (failure == null) {
                        room.post(new RoomEvent.PointRead(join, point, hash));
                    } else {
                        refuse(join, CloseCode.SERVER_ERROR, "the log cannot be read now");
                        room.reads().failed(failure);
                    }
                });
    }

    private boolean isQuarantined() {
        return head.document().rights().quarantined();
    }

    private void admit(Join join, Point cursor, boolean resumed) {
        JoinRequest request = join.request();
        Optional<Role> role = roleOf(request);
        if (role.isEmpty()) {
            refuse(join, CloseCode.NO_SUCH_DOCUMENT, "no such document");
            return;
        }
        Session other = gathering.of(new ReplicaId(request.author().id(), request.clientId()));
        if (other != null && request.yieldsTo(other.request())) {
            refuse(join, CloseCode.OPENED_ELSEWHERE, "opened elsewhere");
            return;
        }
        if (other != null) {
            gathering.close(other, CloseCode.OPENED_ELSEWHERE, "opened elsewhere");
        }
        RefusalRate refusals = new RefusalRate(settings.refusalsPerMinute());
        Session session = new Session(room, room.newSessionId(), request, cursor.version(), role.get(), refusals);
        lookForLoss(session, cursor, resumed);
        gathering.add(session);
        room.publish();
        request.subscriber().joined(new Joined(session, role.get(), cursor, resumed, room.view()));
        room.joined(session);
    }

    /** What a client has seen was in the log: if it is not there now, the log went back. */
    private void lookForLoss(Session session, Point cursor, boolean resumed) {
        List<Point> since = session.request().since();
        if (!since.isEmpty() && !(resumed && since.getFirst().equals(cursor))) {
            session.stepsBack();
            room.losses().missing(head.document(), since.getFirst(), resumed ? cursor.version() : 0, head.version());
        }
    }

    private Optional<Role> roleOf(JoinRequest request) {
        return head.document().rights().roleOf(request.author().id());
    }

    private static void refuse(Join join, CloseCode code, String reason) {
        join.request().subscriber().close(code, reason);
    }
}
