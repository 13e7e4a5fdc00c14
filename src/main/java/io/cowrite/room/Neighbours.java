package io.cowrite.room;

import io.cowrite.journal.Append;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes say of this document, and what they are told and asked. A row that another node tells of counts if it
 * chains onto the head; whatever else is said only has the log read. Owned by the room's thread.
 */
final class Neighbours {

    /** So many appends in a row are lost to another node before it is asked to commit what waits here. */
    static final int LOSSES = 3;

    /** The log is read for hints at most so often. */
    static final long HINTS_APART_MILLIS = 200;

    private static final int HELD_ROWS = 64;
    private static final int HELD_BYTES = 1 << 20;
    private static final int FORWARDED = 100;
    private static final int FORWARDED_BYTES = 128 << 10;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final Room room;
    private final Head head;
    private final Backlog backlog;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private final ArrayDeque<CommittedElsewhere> held = new ArrayDeque<>();
    private int heldBytes;
    private int losses;
    private @Nullable UUID winner;
    private String timeline = "";
    private long hintedNanos;
    private boolean hintDue;

    Neighbours(Room room, Head head, Backlog backlog, RoomPorts ports, RoomSettings settings) {
        this.room = room;
        this.head = head;
        this.backlog = backlog;
        this.ports = ports;
        this.settings = settings;
        this.hintedNanos = ports.time().nanos() - HINTS_APART_MILLIS * NANOS_A_MILLI;
    }

    /** An append begins. */
    void appending() {
        timeline = ports.peers().timeline();
    }

    /** It was committed; if the database failed over meanwhile, nobody knows on which of its timelines. */
    void committed(Append append) {
        losses = 0;
        if (!ports.peers().alone() && timeline.equals(ports.peers().timeline())) {
            ports.peers().committed(append, timeline);
        }
    }

    /** An append was lost, and what stands in its place is the head now. */
    void lost() {
        losses++;
        UUID asked = winner;
        if (asked != null && losses % LOSSES == 0 && !ports.peers().alone()) {
            List<ForwardedSubmission> copies = copies();
            if (!copies.isEmpty()) {
                ports.peers().forward(room.documentId(), asked, copies);
            }
        }
    }

    /** What waits here and is in nobody's log, with the hash of ours at its base. */
    private List<ForwardedSubmission> copies() {
        List<ForwardedSubmission> copies = new ArrayList<>();
        int bytes = 0;
        for (Waiting waiting : backlog.all()) {
            Submission one = waiting.submission();
            Hash base = head.state().tail().hashAt(one.baseVersion());
            boolean open = one.sequence() > head.replicas().lastSequence(one.replica());
            if (base != null && open && !one.isForwarded()) {
                bytes += one.bytes();
                if (copies.size() == FORWARDED || (bytes > FORWARDED_BYTES && !copies.isEmpty())) {
                    break;
                }
                copies.add(new ForwardedSubmission(one.replica().userId(), one.replica().clientId(), one.sequence(),
                        one.baseVersion(), base, one.operation(), one.bytes()));
            }
        }
        return copies;
    }

    /** Keeps a row that was told while an append or a read of the log is under way; the head must not move meanwhile. */
    void hold(CommittedElsewhere heard) {
        int bytes = heard.row().entries().stream().mapToInt(entry -> entry.length).sum();
        if (held.size() < HELD_ROWS && heldBytes + bytes <= HELD_BYTES) {
            held.add(heard);
            heldBytes += bytes;
        } else {
            hint();
        }
    }

    /** Whether a held row says why an append after the head added nothing. */
    boolean holdsNext() {
        return held.stream().anyMatch(heard -> follows(heard, head.state()));
    }

    /** Takes what was held, in the order of the log. */
    void release() {
        if (held.isEmpty()) {
            return;
        }
        List<CommittedElsewhere> rows = new ArrayList<>(held);
        held.clear();
        heldBytes = 0;
        rows.sort((a, b) -> Long.compare(a.row().firstVersion(), b.row().firstVersion()));
        rows.forEach(this::take);
    }

    /** Moves the head over a row if it chains; the log is the judge of all others. */
    void take(CommittedElsewhere heard) {
        RoomState state = head.state();
        LogRow row = heard.row();
        if (row.lastVersion() <= state.version()) {
            known(heard, state.tail().hashAt(row.lastVersion()));
        } else if (!follows(heard, state)) {
            hint();
        } else {
            try {
                LogBlock block = new LogBlock(state.end(), List.of(row), true);
                ChainedLog.Followed followed = ChainedLog.follow(state, block, settings);
                winner = heard.node();
                room.advance(followed.state(), followed.entries());
                ports.meter().heard(followed.entries().size());
            } catch (BrokenChainException e) {
                hint();
            }
        }
    }

    private static boolean follows(CommittedElsewhere heard, RoomState state) {
        return heard.row().firstVersion() == state.version() + 1 && heard.follows().equals(state.end().hash());
    }

    private void known(CommittedElsewhere heard, @Nullable Hash hash) {
        if (hash == null) {
            return;
        }
        if (heard.row().hash().equals(hash)) {
            winner = heard.node();
        } else {
            hint();
        }
    }

    /** The log may have moved on: it is read, but not for each who says so. */
    void hint() {
        long now = ports.time().nanos();
        long left = HINTS_APART_MILLIS - (now - hintedNanos) / NANOS_A_MILLI;
        if (left <= 0) {
            hintedNanos = now;
            room.wantLog();
        } else if (!hintDue) {
            hintDue = true;
            ports.time().after(left, () -> room.post(new RoomEvent.Hinted(true)));
        }
    }

    void hinted(boolean due) {
        hintDue &= !due;
        hint();
    }

    /** A poll that began at {@code begunNanos} saw {@code polled}; {@code underWay}: where an append leads if it commits. */
    void polled(Optional<PolledHead> polled, long begunNanos, @Nullable Point underWay) {
        if (polled.isEmpty() || polled.get().accessVersion() != head.document().rights().accessVersion()) {
            room.post(new RoomEvent.RecordChanged());
        }
        if (polled.isEmpty() || head.document().rights().quarantined()) {
            return;
        }
        Point end = polled.get().end();
        Point known = new Point(head.version(), head.state().end().hash());
        if (end.version() > known.version()) {
            if (!end.equals(underWay)) {
                room.wantLog();
            }
        } else if (!end.equals(known) && begunNanos - head.sinceNanos() > 0) {
            room.wentBack("it ends at " + end.version() + " with another hash, or before " + known.version());
        }
    }
}
