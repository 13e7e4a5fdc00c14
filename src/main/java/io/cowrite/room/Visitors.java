package io.cowrite.room;

import io.cowrite.presence.PresenceBoard;
import io.cowrite.presence.Present;
import io.cowrite.protocol.Selection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is connected to other nodes, as these tell; forgotten when they are silent. Owned by the room's thread. */
final class Visitors {

    /** People of a node that says nothing of them for so long are taken for gone; it says so every 5 s. */
    static final long SILENCE_MILLIS = 15_000;

    private static final long NANOS_A_MILLI = 1_000_000;

    private final Gathering gathering;
    private final PresenceBoard board;
    private final Map<UUID, Neighbour> nodes = new HashMap<>();

    private static final class Neighbour {
        private Set<String> sessions = Set.of();
        private long count;
        private long heardNanos;

        /** Counts at a version that is not here yet. */
        private @Nullable PresentElsewhere early;
    }

    Visitors(Gathering gathering) {
        this.gathering = gathering;
        this.board = gathering.board();
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** What a node says replaces what it said before. */
    void heard(PresentElsewhere elsewhere, RoomState head, long nowNanos) {
        Neighbour node = nodes.computeIfAbsent(elsewhere.node(), unknown -> new Neighbour());
        if (elsewhere.count() <= node.count) {
            return;
        }
        node.count = elsewhere.count();
        node.heardNanos = nowNanos;
        node.early = elsewhere;
        showIfReached(node, head);
    }

    /** The head moved on: what counts there can be shown. */
    void moved(RoomState head) {
        nodes.values().forEach(node -> showIfReached(node, head));
    }

    /** Whether anybody was forgotten. */
    boolean forgetSilent(long nowNanos) {
        return nodes.values().removeIf(node -> {
            boolean silent = nowNanos - node.heardNanos >= SILENCE_MILLIS * NANOS_A_MILLI;
            if (silent) {
                node.sessions.forEach(board::leave);
            }
            return silent;
        });
    }

    private void showIfReached(Neighbour node, RoomState head) {
        PresentElsewhere elsewhere = node.early;
        if (elsewhere == null || elsewhere.version() > head.version()) {
            return;
        }
        node.early = null;
        List<Present> here = elsewhere.here().stream()
                .filter(one -> !gathering.holds(one.sessionId()) && !isOfAnother(node, one.sessionId()))
                .toList();
        Set<String> now = new HashSet<>();
        here.forEach(one -> now.add(one.sessionId()));
        node.sessions.stream().filter(id -> !now.contains(id)).forEach(board::leave);
        node.sessions = now;
        here.forEach(one -> show(one, elsewhere.version(), head));
    }

    private boolean isOfAnother(Neighbour node, String sessionId) {
        return nodes.values().stream().anyMatch(other -> other != node && other.sessions.contains(sessionId));
    }

    private void show(Present one, long version, RoomState head) {
        Present before = board.of(one.sessionId());
        if (before == null) {
            board.join(one.sessionId(), one.author());
        } else if (!before.author().equals(one.author())) {
            board.rename(one.sessionId(), one.author());
        }
        Selection selection = one.selection();
        Selection placed = selection == null ? null : SelectionMove.toHead(selection, version, head);
        boolean same = before != null && Objects.equals(before.selection(), placed)
                && Objects.equals(before.state(), one.state());
        if (!same) {
            board.show(one.sessionId(), placed, one.state());
        }
    }
}
