package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerMessage.Notice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of one open document: it sequences submissions, commits them in batches, and publishes what is
 * committed. Everything mutable is owned by its mailbox's turn; nothing in it blocks. {@link #post}, {@link #view} and
 * {@link #reads} are for any thread.
 *
 * <p>{@link Admission} lets sessions in, {@link Intake} takes what they submit, {@link Committing} brings that to the log,
 * {@link Neighbours} speaks with other nodes, {@link Gathering} knows who is here, {@link Head} what is committed,
 * {@link Idling} ends it.
 */
final class Room {

    private static final Logger log = LoggerFactory.getLogger(Room.class);

    private final UUID documentId;
    private final RoomPorts ports;
    private final RoomSettings settings;
    private final Rooms rooms;
    private final Mailbox<RoomEvent> mailbox;
    private final Head head = new Head();
    private final Gathering gathering;
    private final Backlog backlog;
    private final Admission admission;
    private final Intake intake;
    private final RecordWatch record;
    private final Committing committing;
    private final Snapshotting snapshotting;
    private final NeighbourEvents neighbourEvents;
    private final Visitors visitors;
    private final Idling idling;
    private final PresenceTelling telling;
    private final StoreReads reads;
    private final Checksums checksums;
    private final Publishing publishing;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private boolean ended;
    private boolean draining;
    private boolean dirty;

    Room(UUID documentId, RoomPorts ports, RoomSettings settings, Rooms rooms) {
        this.documentId = documentId;
        this.ports = ports;
        this.settings = settings;
        this.rooms = rooms;
        this.reads = new StoreReads(this, ports, settings);
        this.mailbox = new Mailbox<>(ports.executor(), this::handleSafely, this::endOfTurn);
        this.checksums = new Checksums(ports.time());
        this.gathering = new Gathering(settings.departures());
        this.publishing = new Publishing(this, head, gathering, checksums, ports);
        this.backlog = new Backlog(rooms.waitingBytes(), settings.waitingBytesMax());
        this.admission = new Admission(this, head, gathering, settings);
        this.intake = new Intake(this, head, gathering, backlog);
        this.record = new RecordWatch(this, head, ports);
        Neighbours neighbours = new Neighbours(this, head, backlog, ports, settings);
        this.visitors = new Visitors(gathering);
        this.telling = new PresenceTelling(this, gathering, ports);
        this.committing = new Committing(this, head, gathering, backlog, neighbours, ports, settings);
        this.neighbourEvents = new NeighbourEvents(this, head, intake, committing, neighbours, visitors, ports,
                settings);
        this.idling = new Idling(this, rooms, gathering, admission, committing, ports, settings);
        this.snapshotting = new Snapshotting(this, ports, settings, rooms.snapshotsUnderWay());
    }

    UUID documentId() {
        return documentId;
    }

    void load() {
        new RoomLoader(documentId, ports, settings)
                .load()
                .whenComplete((loaded, failure) -> post(
                        failure == null ? new RoomEvent.Loaded(loaded) : new RoomEvent.LoadFailed(failure)));
    }

    void post(RoomEvent event) {
        mailbox.post(event);
    }

    /** The newest published view; there is one as soon as a session has joined. */
    RoomView view() {
        return publishing.view();
    }

    boolean isSavingDelayed() {
        return committing.isDelayed();
    }

    int eventsWaiting() {
        return mailbox.size();
    }

    long nanos() {
        return ports.time().nanos();
    }

    /** Completes when, asked to drain, the room has settled what waits and let everybody go. */
    CompletionStage<Void> drained() {
        return drained;
    }

    /** Of the store; any thread. */
    StoreReads reads() {
        return reads;
    }

    Losses losses() {
        return rooms.losses();
    }

    /** A client has another content at {@code version}; any thread. */
    void diverged(Session session, long version, long checksum) {
        rooms.countDivergence();
        log.error(
                "document {}: a copy of {} differs at version {}: checksum {}, here {}",
                documentId,
                session.author().id(),
                version,
                checksum,
                checksums.sentAt(version));
    }

    private void handleSafely(RoomEvent event) {
        try {
            if (ended) {
                handleEnded(event);
            } else {
                handle(event);
            }
        } catch (RuntimeException e) {
            fail(event.getClass().getSimpleName(), e);
        }
    }

    private void fail(String where, RuntimeException e) {
        log.error("document {}: the room failed at {}", documentId, where, e);
        end(CloseCode.SERVER_ERROR, "the server failed; nothing saved is lost");
    }

    private void handle(RoomEvent event) {
        mailbox.requireOwner();
        switch (event) {
            case RoomEvent.Loaded(Optional<RoomLoader.Loaded> loaded) -> loaded(loaded);
            case RoomEvent.LoadFailed(Throwable cause) -> loadFailed(cause);
            case RoomEvent.Joining(Join join) -> join(join);
            case RoomEvent.PointRead(Join join, Point point, Optional<Hash> hash) ->
                admission.resolved(join, point, hash.orElse(null));
            case RoomEvent.Left(Session session) -> left(session);
            case RoomEvent.Submitted(Submission submission) -> submitted(submission);
            case RoomEvent.Shown shown -> shown(shown);
            case RoomEvent.Renamed(Session session, Author author) -> renamed(session, author);
            case RoomEvent.Appended(AppendOutcome outcome) -> committing.appended(outcome);
            case RoomEvent.PauseOver over -> committing.pauseOver();
            case RoomEvent.LogRead read -> logRead(read);
            case RoomEvent.ReadFailed(Throwable cause) -> committing.readFailed(cause);
            case RoomEvent.Walked(Walk walk) -> committing.walked(walk);
            case RoomEvent.WalkFailed(Walk walk, Throwable cause) -> committing.walkFailed(walk, cause);
            case RoomEvent.RecordChanged changed -> record.changed();
            case RoomEvent.RecordRead(Optional<DocumentRecord> document, long change) -> recordRead(document, change);
            case RoomEvent.ChainBroken(String reason) -> wentBack(reason);
            case RoomEvent.SnapshotDone done -> snapshotting.done();
            case RoomEvent.DelayCheck check -> committing.delayCheck();
            case RoomEvent.IdleCheck check -> idling.look();
            case RoomEvent.Yield(Runnable then) -> idling.yieldTo(then);
            case RoomEvent.Draining drain -> drain();
            case RoomEvent.Closing(CloseCode code, String reason) -> end(code, reason);
            case RoomEvent.Polled polled -> neighbourEvents.take(polled);
            case RoomEvent.Heard heard -> neighbourEvents.take(heard);
            case RoomEvent.Hinted hinted -> neighbourEvents.take(hinted);
            case RoomEvent.Forwarded copy -> neighbourEvents.take(copy);
            case RoomEvent.AreElsewhere are -> neighbourEvents.take(are);
            case RoomEvent.PresenceDue due -> presenceDue();
            case RoomEvent.CrowdDue due -> publishing.presenceIsDue();
        }
    }

    /** Who comes too late is sent to the room that is opened anew; everything else is of no interest any more. */
    private void handleEnded(RoomEvent event) {
        switch (event) {
            case RoomEvent.Joining(Join join) -> rooms.join(documentId, join.request());
            case RoomEvent.PointRead(Join join, Point point, Optional<Hash> hash) ->
                rooms.join(documentId, join.request());
            case RoomEvent.Yield(Runnable then) -> then.run();
            default -> {
            }
        }
    }

    private void endOfTurn() {
        try {
            if (!ended && head.isLoaded()) {
                committing.step();
            }
            if (!ended && dirty) {
                publish();
                closeRefusedTooOften();
            }
            if (!ended && draining && committing.isSettled()) {
                endDrained();
            }
        } catch (RuntimeException e) {
            fail("the end of a turn", e);
        }
    }

    private void loaded(Optional<RoomLoader.Loaded> loaded) {
        if (loaded.isEmpty()) {
            end(CloseCode.NO_SUCH_DOCUMENT, "no such document");
            return;
        }
        head.load(loaded.get(), rooms.tails().opened(loaded.get().state()), nanos());
        rooms.losses().loaded(head.document(), head.version());
        snapshotting.loaded(loaded.get().snapshotVersion(), loaded.get().bytesSince(), head);
        dirty = true;
        record.loaded();
        admission.headIsFresh();
        idling.left();
    }

    private void loadFailed(Throwable cause) {
        log.error("document {} cannot be loaded", documentId, cause);
        end(CloseCode.SERVER_ERROR, "the document cannot be loaded now");
    }

    private void join(Join join) {
        if (draining) {
            join.request().subscriber().close(CloseCode.RESTARTING, "restarting");
        } else {
            admission.join(join);
        }
    }

    private void left(Session session) {
        gathering.remove(session);
        dirty = true;
        idling.left();
    }

    private void submitted(Submission submission) {
        CrashPoint.SUBMISSION_IN_MAILBOX.reach();
        if (!draining) { // Else its client keeps it, and resends it where it joins next.
            intake.take(submission);
        }
    }

    private void logRead(RoomEvent.LogRead read) {
        if (record.isNewest(read.change())) {
            read.document().ifPresentOrElse(found -> committing.logRead(read.block(), found), this::gone);
        } else {
            committing.logRead(read.block(), head.document());
        }
    }

    private void shown(RoomEvent.Shown shown) {
        if (gathering.holds(shown.session())) {
            gathering.show(shown, head.state());
            dirty = true;
        }
    }

    private void renamed(Session session, Author author) {
        if (gathering.holds(session)) {
            gathering.rename(session, author);
            dirty = true;
        }
    }

    private void presenceDue() {
        if (head.isLoaded()) {
            dirty |= visitors.forgetSilent(nanos());
            telling.look(head.version());
        }
    }

    private void recordRead(Optional<DocumentRecord> document, long change) {
        if (record.isNewest(change)) {
            document.ifPresentOrElse(this::adopt, this::gone);
        }
    }

    // What the room's parts tell it; only in its turn.

    String newSessionId() {
        return rooms.newSessionId();
    }

    /** How often the document's record was said to have changed. */
    long recordChanges() {
        return record.changes();
    }

    void wantLog() {
        committing.wantLog();
    }

    /** Whether other nodes may have committed what this one cannot see. */
    boolean isBlind() {
        return rooms.isBlind();
    }

    /** There is something to publish at the end of the turn. */
    void changed() {
        dirty = true;
    }

    boolean isDraining() {
        return draining;
    }

    void headIsFresh() {
        if (!ended) {
            admission.headIsFresh();
        }
    }

    /** {@code session} has come in. */
    void joined(Session session) {
        rooms.isBusy(this);
        committing.joined(session);
    }

    void close(Session session, CloseCode code, String reason) {
        gathering.close(session, code, reason);
        dirty = true;
        idling.left();
    }

    /** The log moved on over {@code entries}, which are committed. */
    void advance(RoomState after, List<SealedEntry> entries) {
        head.advance(rooms.tails().grown(head.state(), after, entries, settings.loadedTailBytes()), entries, nanos());
        snapshotting.advanced(entries, head);
        gathering.moveOver(entries);
        long now = ports.time().nanos();
        entries.forEach(entry -> committed(entry, now));
        gathering.showHeld(after);
        visitors.moved(after);
        dirty = true;
    }

    /** The log has {@code submission}, or has it as refused. */
    void wasSettled(Submission submission) {
        ports.meter().settled(nanos() - submission.givenNanos());
    }

    private void committed(SealedEntry sealed, long now) {
        gathering.committed(sealed, now);
        RefusalCode refused = sealed.entry().refused();
        if (refused != null) {
            ports.meter().refused(refused);
        }
    }

    /** The document's record is {@code now}. */
    void adopt(DocumentRecord now) {
        DocumentRecord before = head.document();
        head.document(now);
        if (before.rights().quarantined() && !now.rights().quarantined()) {
            committing.wantLog(); // What was damaged may not have been read.
        }
        if (now.rights().trashed() || now.rights().purged()) {
            gone();
            return;
        }
        if (!now.title().equals(before.title())) {
            gathering.tellAll(new Notice(NoticeCode.RENAMED, "renamed", null, now.title(), null));
        }
        gathering.apply(now.rights());
        dirty = true;
    }

    void publish() {
        dirty = false;
        publishing.publish();
        telling.look(head.version());
    }

    /** After publishing, so that each is told what became of the last operation. */
    private void closeRefusedTooOften() {
        List<Session> tooOften = gathering.takeRefusedTooOften();
        for (Session session : tooOften) {
            gathering.remove(session);
            session.subscriber().closeAfterFlush(CloseCode.BAD_MESSAGE, "too many refused operations");
        }
        if (!tooOften.isEmpty()) {
            publish();
            idling.left();
        }
    }

    void wentBack(String why) {
        ports.meter().wentBack();
        log.error("document {}: the log changed under its room: {}", documentId, why);
        if (head.isLoaded()) {
            rooms.losses().wentBack(head.document(), head.state().tail());
        }
        end(CloseCode.LOG_WENT_BACK, "the log went back");
        examine();
    }

    /** If the log is damaged rather than gone back, the room that opens next is to know it: else it would end likewise. */
    private void examine() {
        ports.quarantine().examine(documentId).whenComplete((damaged, failure) -> {
            if (failure != null) {
                log.warn("document {} cannot be examined now: {}", documentId, String.valueOf(failure.getMessage()));
            }
        });
    }

    private void gone() {
        admission.refuseAll(CloseCode.NO_SUCH_DOCUMENT, "no such document"); // They never saw it.
        end(CloseCode.DELETED, "this document was deleted");
    }

    private void drain() {
        draining = true;
        gathering.tellAll(new Notice(NoticeCode.DRAINING, "the server restarts", null, null, null));
        if (!head.isLoaded()) {
            end(CloseCode.RESTARTING, "restarting");
        }
    }

    private void endDrained() {
        for (Session session : gathering.all()) {
            gathering.remove(session);
            session.subscriber().closeAfterFlush(CloseCode.RESTARTING, "restarting");
        }
        end(CloseCode.RESTARTING, "restarting");
    }

    /** Everybody is let go, with {@code code}; whoever comes finds a new room. */
    void end(CloseCode code, String reason) {
        if (!ended && head.isLoaded()) {
            rooms.tails().closed(head.state().tail());
        }
        ended = true;
        rooms.ended(this);
        backlog.clear();
        gathering.closeAll(code, reason);
        admission.refuseAll(code, reason);
        drained.complete(null);
    }
}
