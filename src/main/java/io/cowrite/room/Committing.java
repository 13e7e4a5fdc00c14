package io.cowrite.room;

import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.LogBlock;
import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes submissions to the log: forms a batch, appends it until the log says what became of it, reads what others
 * wrote. It waits for one thing at a time, so no two appends of a document are ever under way. Owned by the room's
 * thread.
 */
final class Committing {

    private enum Phase {
        IDLE,
        APPENDING,
        READING,
        PAUSING
    }

    private final Room room;
    private final Head head;
    private final Gathering gathering;
    private final Backlog backlog;
    private final Neighbours neighbours;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private final Pauses pauses;
    private final SavingDelay delay;

    private Phase phase = Phase.IDLE;
    private @Nullable Batch batch;
    private boolean logWanted;
    private boolean readSinceAppend;

    Committing(Room room, Head head, Gathering gathering, Backlog backlog, Neighbours neighbours, RoomPorts ports,
            RoomSettings settings) {
        this.room = room;
        this.head = head;
        this.gathering = gathering;
        this.backlog = backlog;
        this.neighbours = neighbours;
        this.ports = ports;
        this.settings = settings;
        this.pauses = new Pauses(room.documentId(), ports.random(), ports.time());
        this.delay = new SavingDelay(gathering, ports.time(), () -> room.post(new RoomEvent.DelayCheck()));
    }

    /** Whether nothing waits and nothing is under way. */
    boolean isSettled() {
        return phase == Phase.IDLE && backlog.isEmpty();
    }

    /** Whether people are told that saving is delayed. Any thread. */
    boolean isDelayed() {
        return delay.isTold();
    }

    /** Has the log read before anything else is sequenced. */
    void wantLog() {
        logWanted = true;
    }

    /** Where the append that is under way leads, if one is. */
    @Nullable
    Point underWay() {
        return batch == null ? null : new Point(batch.append().lastVersion(), batch.append().hash());
    }

    /** Another node tells of a row. */
    void heard(CommittedElsewhere row) {
        neighbours.hold(row);
    }

    /** Does what can be done now. */
    void step() {
        if (phase == Phase.IDLE) {
            neighbours.release();
        }
        if (phase == Phase.IDLE && logWanted) {
            readLog();
        }
        if (phase == Phase.IDLE && !backlog.isEmpty()) {
            sequence();
        }
        if (isSettled()) {
            delay.over();
        } else {
            delay.waiting(backlog.size() > settings.upkeep().waitingMax());
        }
    }

    void delayCheck() {
        delay.look();
    }

    /** Tells who has just joined what they must know. */
    void joined(Session session) {
        delay.joined(session);
    }

    /** Forms a batch from the committed head. */
    private void sequence() {
        long now = ports.time().epochMillis();
        Sequencer sequencer = new Sequencer(head.state(), head.document(), head.replicas(), settings, now);
        for (Waiting waiting : backlog.all()) {
            if (!waiting.isAway() && !sequencer.isFull()) {
                act(waiting, sequencer.sequence(waiting.walk()));
            }
        }
        batch = sequencer.batch();
        if (batch != null) {
            CrashPoint.BATCH_FORMED.reach();
            append(batch);
        } else if (logWanted) {
            readLog();
        }
    }

    private void act(Waiting waiting, Verdict verdict) {
        Submission submission = waiting.submission();
        switch (verdict) {
            case Verdict.Sequenced sequenced -> {
            }
            case Verdict.Later later -> {
            }
            case Verdict.Settled(SealedEntry entry) -> {
                backlog.remove(submission);
                gathering.resendSettled(submission, entry.version());
            }
            case Verdict.ChangedResend changed -> {
                backlog.remove(submission);
                close(submission, CloseCode.CHANGED_RESEND, "this sequence was used for something else");
            }
            case Verdict.NotAllowed denied -> {
                backlog.remove(submission);
                notAllowed(submission.session());
            }
            case Verdict.OtherLog other -> backlog.remove(submission);
            case Verdict.Behind(Walk walk) -> walkOn(waiting, walk);
            case Verdict.AheadOfLog ahead -> readLogFor(waiting);
        }
    }

    /** A copy from another node is dropped without a word: its author is answered there. */
    private void close(Submission submission, CloseCode code, String reason) {
        Session session = submission.session();
        if (session != null) {
            room.close(session, code, reason);
        }
    }

    private void notAllowed(@Nullable Session session) {
        if (session != null) {
            session.unsettledNoMore();
            gathering.tellRole(session);
        }
    }

    private void readLogFor(Waiting waiting) {
        if (waiting.wasLogRead()) {
            backlog.remove(waiting.submission());
            close(waiting.submission(), CloseCode.LOG_WENT_BACK, "the log ends before your base");
        } else {
            waiting.readLog();
            logWanted = true;
        }
    }

    /** Moves a submission over entries that are no longer in memory, outside the room. */
    private void walkOn(Waiting waiting, Walk walk) {
        waiting.goAway();
        Tail tail = head.state().tail();
        ports.journal()
                .read(room.documentId(), walk.upTo(), settings.readBytes())
                .thenApplyAsync(block -> StoreWalk.over(walk, block, tail), ports.executor())
                .whenComplete((walked, failure) -> room.post(
                        failure == null ? new RoomEvent.Walked(walked) : new RoomEvent.WalkFailed(walk, failure)));
    }

    void walked(Walk walk) {
        backlog.find(walk.submission()).ifPresent(waiting -> waiting.comeBack(walk));
    }

    void walkFailed(Walk walk, Throwable failure) {
        BrokenChainException broken = BrokenChainException.in(failure);
        if (broken != null) {
            room.wentBack(String.valueOf(broken.getMessage()));
            return;
        }
        long millis = pauses.next("older entries cannot be read now: " + failure);
        ports.time().after(millis, () -> room.post(new RoomEvent.Walked(walk)));
    }

    private void append(Batch formed) {
        phase = Phase.APPENDING;
        readSinceAppend = false;
        neighbours.appending();
        ports.journal().append(formed.append()).whenComplete((outcome, failure) -> room.post(new RoomEvent.Appended(
                failure == null ? outcome : new AppendOutcome.InDoubt(failure.toString()))));
    }

    void appended(AppendOutcome outcome) {
        CrashPoint.ROOM_TOLD.reach();
        switch (outcome) {
            case AppendOutcome.Committed committed -> committed();
            case AppendOutcome.NotAppended not -> notAppended();
            case AppendOutcome.Failed(String sqlState, String message) ->
                pause("the append failed with SQLSTATE " + sqlState + ": " + message);
            case AppendOutcome.InDoubt(String message) -> pause("the append is in doubt: " + message);
        }
    }

    /** Another node may have told already what stands there. */
    private void notAppended() {
        if (neighbours.holdsNext()) {
            batch = null;
            phase = Phase.IDLE;
            neighbours.release();
            neighbours.lost();
            storeWorks();
        } else {
            readLog();
        }
    }

    private void committed() {
        Batch done = batch;
        if (done == null) {
            throw new IllegalStateException("no batch is under way");
        }
        batch = null;
        phase = Phase.IDLE;
        backlog.removeAll(done.submissions());
        room.advance(done.after(), done.entries());
        neighbours.committed(done.append());
        done.submissions().forEach(this::committed);
        storeWorks();
    }

    private void committed(Submission submission) {
        Session session = submission.session();
        if (session == null) {
            ports.meter().forwardedCommitted();
        } else if (session.offersAgain(submission)) {
            room.losses().offered(room.documentId(), submission);
        }
    }

    /** After it, the same batch is appended again, or what could not be read is read. */
    private void pause(String why) {
        phase = Phase.PAUSING;
        ports.time().after(pauses.next(why), () -> room.post(new RoomEvent.PauseOver()));
    }

    void pauseOver() {
        if (batch != null && (!logWanted || readSinceAppend)) { // Else those who want the log could keep it waiting.
            append(batch);
        } else {
            readLog();
        }
    }

    private void storeWorks() {
        pauses.reset();
        delay.progress();
    }

    private void readLog() {
        phase = Phase.READING;
        logWanted = false;
        long change = room.recordChanges();
        ports.journal()
                .read(room.documentId(), head.version(), settings.readBytes())
                .thenCombine(
                        ports.documents().find(room.documentId()),
                        (block, document) -> new RoomEvent.LogRead(block, document, change))
                .whenComplete((read, failure) -> room.post(failure == null ? read : new RoomEvent.ReadFailed(failure)));
    }

    void readFailed(Throwable failure) {
        BrokenChainException broken = BrokenChainException.in(failure);
        if (broken != null) {
            room.wentBack(String.valueOf(broken.getMessage()));
            return;
        }
        logWanted = true;
        pause("the log cannot be read: " + failure);
    }

    /** Chains what was read onto the head; what does not fit means that the log changed. */
    void logRead(Optional<LogBlock> block, DocumentRecord document) {
        try {
            LogBlock read = block.orElseThrow(() -> new BrokenChainException("the log is gone"));
            ChainedLog.Followed followed = ChainedLog.follow(head.state(), read, settings);
            phase = Phase.IDLE;
            logWanted |= !read.reachedHead(); // Whoever wanted it meanwhile wants what this read may have missed.
            followed(followed, document);
        } catch (BrokenChainException e) {
            room.wentBack(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The batch is formed anew if the log or the rights moved on, or its last row was cut anew; its submissions find themselves in the log if it was
     * ours. Otherwise it is appended again: what kept it from standing has passed, or is still under way.
     */
    private void followed(ChainedLog.Followed followed, DocumentRecord document) {
        boolean moved = !followed.entries().isEmpty()
                || (batch != null && batch.append().accessVersion() != document.rights().accessVersion())
                || (batch != null && !batch.append().follows().equals(followed.state().end()));
        boolean lost = batch != null && !followed.entries().isEmpty() && !batch.settledBy(followed.entries());
        room.advance(followed.state(), followed.entries());
        if (lost) {
            neighbours.lost();
        }
        if (batch != null && !moved) {
            readSinceAppend = true;
            pause("the append added nothing, and nothing changed");
        } else {
            batch = null;
            storeWorks();
        }
        room.adopt(document);
        if (!logWanted) {
            room.headIsFresh();
        }
    }
}
