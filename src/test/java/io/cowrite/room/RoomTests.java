package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.presence.Present;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.protocol.Selection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.cowrite.room.TestSession.delete;
import static io.cowrite.room.TestSession.insert;
import static org.assertj.core.api.Assertions.assertThat;

class RoomTests {

    private static final RoomSettings SMALL = new RoomSettings(
            new Limits(1_000, 4, 20, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000, 1_000, 20);

    private final RoomWorld world = new RoomWorld(SMALL, 1);

    @Test
    @DisplayName("[O1] nothing is seen before it is committed, by its author neither")
    void nothingIsSeenBeforeItIsCommitted() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        world.journal.next(Fault.SLOW);
        ann.write(1, "hello", 0);
        assertThat(ann.entries).isEmpty();
        assertThat(ben.entries).isEmpty();
        assertThat(ann.live().view().version()).isZero();

        world.journal.release();
        world.settle();
        assertThat(ann.text()).isEqualTo("hello");
        assertThat(ben.text()).isEqualTo("hello");
        assertThat(ben.entries).singleElement().satisfies(entry -> {
            assertThat(entry.userId()).isEqualTo("user-ann");
            assertThat(entry.sequence()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("[O2] what gathers while a commit runs is one batch, transformed in order")
    void whatGathersIsOneBatch() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        TestSession cid = world.join("cid");
        world.journal.next(Fault.SLOW);
        ann.write(1, "a", 0);
        ben.write(1, "b", 0);
        cid.write(1, "c", 0);
        world.journal.release();
        world.settle();
        assertThat(ann.text()).isEqualTo("abc");
        assertThat(ben.text()).isEqualTo("abc");
        assertThat(cid.cursor.version()).isEqualTo(3);
    }

    @Test
    @DisplayName("[O3] a resend on a new connection takes effect once")
    void aResendTakesEffectOnce() {
        TestSession ann = world.join("ann");
        Point base = ann.cursor;
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        TestSession again = world.join(ann.author, ann.clientId, 2, base);
        assertThat(ann.closed).isEqualTo(CloseCode.OPENED_ELSEWHERE);
        again.submit(1, 0, insert(0, "x"));
        world.settle();
        world.journal.release();
        world.settle();
        assertThat(again.text()).isEqualTo("x");
        again.write(2, "y", 1);
        assertThat(again.text()).isEqualTo("xy");
        assertThat(world.entries()).hasSize(2);
    }

    @Test
    @DisplayName("[O3] a resend of what is settled is recognised, also far behind the tail")
    void aResendBehindTheTailIsRecognised() {
        TestSession ann = world.join("ann");
        Point base = ann.cursor;
        ann.write(1, "x", 0);
        ann.live().leave();
        TestSession ben = world.join("ben");
        for (int i = 1; i <= 9; i++) {
            ben.write(i, "b", 0);
        }
        TestSession again = world.join(ann.author, ann.clientId, 2, base);
        assertThat(again.live()).isNotNull();
        again.submit(1, 0, insert(0, "x"));
        world.settle();
        assertThat(again.closed).isNull();
        again.submit(2, ben.cursor.version(), insert(10, "!"));
        world.settle();
        assertThat(world.entries()).hasSize(11);
        assertThat(ben.text()).isEqualTo("bbbbbbbbbx!");
    }

    @Test
    @DisplayName("[O3] [O16] what the log has settled is in flight no longer: the next may follow its resend at once")
    void theNextMayFollowAResend() {
        TestSession ann = world.join("ann");
        Point base = ann.cursor;
        ann.write(1, "x", 0);
        TestSession again = world.join(ann.author, ann.clientId, 2, base);
        assertThat(again.text()).isEqualTo("x");
        again.submit(1, 0, insert(0, "x"));
        again.submit(2, 1, insert(1, "y"));
        world.settle();
        assertThat(again.closed).isNull();
        assertThat(again.text()).isEqualTo("xy");
        again.submit(1, 0, insert(0, "x"));
        again.submit(2, 1, insert(1, "y"));
        world.settle();
        assertThat(again.closed).as("one resend at a time").isEqualTo(CloseCode.TOO_FAST);
    }

    @Test
    @DisplayName("[O4] a resend that says something else closes with 4411")
    void aChangedResendIsClosed() {
        TestSession ann = world.join("ann");
        Point base = ann.cursor;
        ann.write(1, "x", 0);
        TestSession again = world.join(ann.author, ann.clientId, 2, base);
        again.submit(1, 0, insert(0, "z"));
        world.settle();
        assertThat(again.closed).isEqualTo(CloseCode.CHANGED_RESEND);
        assertThat(world.entries()).hasSize(1);
    }

    @Test
    @DisplayName("[O5] a resend of what the welcome already contained closes with 4411")
    void aResendOfWhatTheWelcomeContainedIsClosed() {
        TestSession ann = world.join("ann");
        ann.write(1, "x", 0);
        TestSession again = world.join(ann.author, ann.clientId, 2, ann.cursor);
        again.submit(1, 0, insert(0, "x"));
        world.settle();
        assertThat(again.closed).isEqualTo(CloseCode.CHANGED_RESEND);
    }

    @Test
    @DisplayName("[O6] a used sequence that is not found after the base closes with 4411; gaps are allowed")
    void aUsedSequenceIsClosed() {
        TestSession ann = world.join("ann");
        ann.write(7, "x", 0);
        assertThat(ann.text()).isEqualTo("x");
        ann.write(6, "y", 0);
        assertThat(ann.closed).isEqualTo(CloseCode.CHANGED_RESEND);
    }

    @Test
    @DisplayName("[O7] a refusal is an entry that changes nothing")
    void aRefusalIsAnEntry() {
        TestSession ann = world.join("ann");
        ann.write(1, "a\uD83D\uDE00", 0);
        ann.write(2, "!", 9);
        ann.write(3, "!", 2);
        ann.write(4, "12345678901234567", 0);
        ann.write(5, "123456789012345678", 0);
        ann.submit(6, ann.cursor.version(), components(5));
        world.settle();
        assertThat(world.entries()).extracting(Entry::refused).containsExactly(
                null, RefusalCode.PAST_END, RefusalCode.CUTS_SURROGATE_PAIR, null, RefusalCode.DOCUMENT_FULL,
                RefusalCode.TOO_LARGE);
        assertThat(world.entries()).filteredOn(entry -> entry.refused() != null)
                .allSatisfy(entry -> assertThat(entry.operation()).isEqualTo(Delta.EMPTY));
        assertThat(ann.text()).isEqualTo("12345678901234567a\uD83D\uDE00");
        assertThat(ann.closed).isNull();
    }

    @Test
    @DisplayName("[O7] the document's length is judged after transformation: of two that fit alone one is refused")
    void lengthIsJudgedAfterTransformation() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        ann.submit(1, 0, insert(0, "12345678901"));
        ben.submit(1, 0, insert(0, "12345678901"));
        world.settle();
        assertThat(world.entries()).extracting(Entry::refused).containsExactly(null, RefusalCode.DOCUMENT_FULL);
        ann.write(2, "123456789", 0);
        assertThat(ann.text()).hasSize(20);
        ann.write(3, "1", 0);
        assertThat(ann.text()).hasSize(20);
    }

    @Test
    @DisplayName("[O7] what an operation is after transformation is bounded in bytes of its own")
    void bytesAfterTransformationAreBounded() {
        RoomWorld tight = tight(32, 10);
        TestSession ann = tight.join("ann");
        ann.write(1, "x".repeat(17), 0);
        ann.write(2, "y".repeat(18), 0);
        assertThat(tight.entries()).extracting(Entry::refused).containsExactly(null, RefusalCode.TOO_LARGE);
        assertThat(ann.text()).hasSize(17);
    }

    @Test
    @DisplayName("[O7] what an operation is after transformation is bounded in components")
    void componentsAfterTransformationAreBounded() {
        RoomWorld tight = tight(400, 3);
        TestSession ann = tight.join("ann");
        TestSession ben = tight.join("ben");
        ann.write(1, "x".repeat(10), 0);
        ann.write(2, "-", 5);
        ben.submit(1, 1, delete(0, 10));
        tight.settle();
        ann.write(3, "x".repeat(10), 1);
        ann.write(4, "-", 5);
        ben.submit(2, 4, delete(1, 10));
        tight.settle();
        assertThat(tight.entries()).extracting(Entry::refused).containsExactly(
                null, null, null, null, null, RefusalCode.TOO_LARGE);
    }

    private static RoomWorld tight(int transformedBytes, int transformedComponents) {
        return new RoomWorld(
                new RoomSettings(new Limits(1_000, 4, 100, 200), 100, 10_000, 3, 100_000, transformedBytes,
                        transformedComponents, 100, 300, 4, 60_000, 1_000, 20),
                1);
    }

    private static Delta components(int count) {
        Op[] ops = new Op[count];
        for (int i = 0; i < count; i++) {
            ops[i] = i % 2 == 0 ? new Op.Insert("z") : new Op.Retain(1);
        }
        return Delta.of(ops);
    }

    @Test
    @DisplayName("[O8] who may not write settles nothing, and is told their role")
    void whoMayNotWriteSettlesNothing() {
        TestSession ann = world.join("ann");
        world.rights(Role.VIEWER, false, false);
        ann.write(1, "x", 0);
        world.pass(100);
        assertThat(world.entries()).isEmpty();
        assertThat(ann.told()).contains(NoticeCode.ROLE_CHANGED);
        assertThat(ann.closed).isNull();

        world.rights(Role.EDITOR, false, true);
        world.settle();
        assertThat(ann.notices.getLast().role()).isEqualTo("editor");
        ann.write(1, "x", 0);
        assertThat(ann.text()).isEqualTo("x");
    }

    @Test
    @DisplayName("[O8] a right revoked while the append is under way cannot slip in")
    void aRevokedRightCannotSlipIn() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        world.rights(null, false, false);
        world.journal.release();
        world.pass(1_000);
        assertThat(world.entries()).isEmpty();
        assertThat(ann.closed).isEqualTo(CloseCode.NO_ACCESS);
    }

    @Test
    @DisplayName("[O9] in doubt, the batch is appended again until a row stands")
    void inDoubtTheBatchIsAppendedAgain() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.IN_DOUBT_LOST, Fault.IN_DOUBT_COMMITTED);
        ann.write(1, "x", 0);
        assertThat(ann.entries).isEmpty();
        world.pass(5_000);
        assertThat(ann.text()).isEqualTo("x");
        assertThat(world.entries()).hasSize(1);
    }

    @Test
    @DisplayName("[O9] an append that lands after the room appended again is no second entry")
    void aLateLandingIsNoSecondEntry() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.IN_DOUBT_LANDS_LATER);
        ann.write(1, "x", 0);
        world.pass(5_000);
        world.journal.land();
        world.settle();
        ann.write(2, "y", 1);
        assertThat(ann.text()).isEqualTo("xy");
        assertThat(world.entries()).hasSize(2);
    }

    @Test
    @DisplayName("[O9] while saving is delayed people are told, and told when it works again")
    void peopleAreToldOfDelays() {
        TestSession ann = world.join("ann");
        Fault[] faults = new Fault[12];
        Arrays.fill(faults, Fault.FAILED);
        world.journal.next(faults);
        ann.write(1, "x", 0);
        world.pass(60_000);
        assertThat(ann.text()).isEqualTo("x");
        assertThat(ann.told()).containsExactly(NoticeCode.SAVING_DELAYED, NoticeCode.SAVING_RESUMED);
    }

    @Test
    @DisplayName("[O9] what another node wrote is read, and the batch formed anew behind it")
    void anotherNodesEntriesAreRead() {
        TestSession ann = world.join("ann");
        Rooms other = new Rooms(world.ports(), world.settings);
        TestSession ben = new TestSession(world, new Author("user-ben", "ben", "#000000"), "client-ben", 1, List.of(),
                other);
        world.settle();
        ann.write(1, "a", 0);
        ben.write(1, "b", 0);
        world.pass(1_000);
        assertThat(ben.text()).isEqualTo("ab");
        ann.write(2, "c", 1);
        world.pass(1_000);
        assertThat(ann.text()).isEqualTo("abc");
        assertThat(world.entries()).hasSize(3);
    }

    @Test
    @DisplayName("[O9] the row that a batch follows may have been cut anew: the batch is formed anew behind it")
    void theLastRowIsCutAnew() {
        TestSession ann = world.join("ann");
        ann.write(1, "a", 0);
        ann.write(2, "b", 1);
        world.log.merge(world.documentId);
        ann.write(3, "c", 2);
        world.pass(1_000);
        assertThat(ann.text()).isEqualTo("abc");
        assertThat(world.entries()).hasSize(3);
    }

    @Test
    @DisplayName("[O10] a base above the head is looked up in the log, then closed with 4412")
    void aBaseAboveTheHead() {
        TestSession ann = world.join("ann");
        ann.submit(1, 5, insert(0, "x"));
        world.pass(100);
        assertThat(ann.closed).isEqualTo(CloseCode.LOG_WENT_BACK);
        assertThat(world.entries()).isEmpty();
    }

    @Test
    @DisplayName("[O11] a log that went back closes everybody with 4412, and the room loads anew")
    void aLogThatWentBack() {
        TestSession ann = world.join("ann");
        ann.write(1, "a", 0);
        ann.write(2, "b", 1);
        world.log.rollBack(world.documentId, 1);
        ann.write(3, "c", 2);
        world.pass(1_000);
        assertThat(ann.closed).isEqualTo(CloseCode.LOG_WENT_BACK);
        TestSession again = world.join(ann.author, "client-new", 1);
        assertThat(again.text()).isEqualTo("a");
        again.write(1, "d", 1);
        assertThat(again.text()).isEqualTo("ad");
    }

    @Test
    @DisplayName("[O12] of two connections of one replica the lower attempt is closed, also when its hello comes late")
    void theLowerAttemptIsClosed() {
        TestSession first = world.join("ann");
        TestSession second = world.join(first.author, first.clientId, 3);
        assertThat(first.closed).isEqualTo(CloseCode.OPENED_ELSEWHERE);
        TestSession late = world.join(first.author, first.clientId, 2);
        assertThat(late.closed).isEqualTo(CloseCode.OPENED_ELSEWHERE);
        assertThat(second.closed).isNull();
        TestSession equal = world.join(first.author, first.clientId, 3);
        assertThat(second.closed).isEqualTo(CloseCode.OPENED_ELSEWHERE);
        assertThat(equal.closed).isNull();
        first.live().leave();
        world.settle();
        equal.write(1, "x", 0);
        assertThat(equal.text()).isEqualTo("x");
    }

    @Test
    @DisplayName("[O13] a client resumes at the newest of its points that the log contains, in the tail and behind it")
    void resumesAtTheNewestKnownPoint() {
        TestSession ann = world.join("ann");
        Point zero = ann.cursor;
        ann.write(1, "a", 0);
        Point one = ann.cursor;
        for (int i = 2; i <= 9; i++) {
            ann.write(i, "b", 0);
        }
        Point nine = ann.cursor;
        Point unknown = new Point(5, Hash.of(new byte[32]));
        Point beyond = new Point(99, Hash.of(new byte[32]));
        assertThat(world.join(ann.author, "c1", 1, beyond, nine, one).live()).isNotNull();
        assertThat(joined(world.join(ann.author, "c2", 1, nine, one)).cursor()).isEqualTo(nine);
        assertThat(joined(world.join(ann.author, "c3", 1, beyond, unknown, one, zero)).cursor()).isEqualTo(one);
        Joined unknownOnly = joined(world.join(ann.author, "c4", 1, beyond, unknown));
        assertThat(unknownOnly.resumed()).isFalse();
        assertThat(unknownOnly.cursor()).isEqualTo(nine);
    }

    private static Joined joined(TestSession session) {
        return Objects.requireNonNull(session.joined, "not joined");
    }

    @Test
    @DisplayName("[O14] deleted while open: 4410; at a join: 4404, as for a document that never was")
    void deletedDocuments() {
        TestSession ann = world.join("ann");
        world.rights(Role.EDITOR, true, true);
        world.settle();
        assertThat(ann.closed).isEqualTo(CloseCode.DELETED);
        assertThat(world.join("ben").closed).isEqualTo(CloseCode.NO_SUCH_DOCUMENT);
        world.pass(SMALL.idleMillis() * 2);
        assertThat(world.rooms.size()).isZero();
        world.rights(null, false, false);
        assertThat(world.join("cid").closed).isEqualTo(CloseCode.NO_SUCH_DOCUMENT);
        assertThat(world.join(RoomWorld.OWNER, "client-owner", 1).closed).isNull();
        world.remove();
        world.settle();
        assertThat(world.rooms.size()).isZero();
    }

    @Test
    @DisplayName("[O14] who waits to join a document that goes never saw it: 4404")
    void whoWaitsToJoinWhatGoes() {
        TestSession ann = world.join("ann");
        Point unknown = new Point(99, Hash.of(new byte[32]));
        TestSession ben = new TestSession(world, new Author("user-ben", "ben", "#abcdef"), "client-ben", 1,
                List.of(unknown));
        world.remove();
        world.settle();
        assertThat(ann.closed).isEqualTo(CloseCode.DELETED);
        assertThat(ben.closed).isEqualTo(CloseCode.NO_SUCH_DOCUMENT);
    }

    @Test
    @DisplayName("[O15] an operation whose base is behind the tail is transformed over the store")
    void aStaleBaseIsWalkedInTheStore() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        for (int i = 1; i <= 9; i++) {
            ben.write(i, "b", 0);
        }
        ann.submit(1, 0, insert(0, "a"));
        world.settle();
        assertThat(ben.text()).isEqualTo("bbbbbbbbba");
        assertThat(ann.text()).isEqualTo("bbbbbbbbba");
    }

    @Test
    @DisplayName("[O16] a second unsettled sequence closes with 4429; the first is saved all the same")
    void aSecondUnsettledSequence() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        ann.write(1, "x", 0);
        assertThat(ann.closed).isNull();
        ann.write(2, "y", 0);
        assertThat(ann.closed).isEqualTo(CloseCode.TOO_FAST);
        world.journal.release();
        world.settle();
        assertThat(ben.text()).isEqualTo("x");
    }

    @Test
    @DisplayName("[O17] what may wait on a node is bounded: 1013, and nothing of it is lost that was accepted")
    void whatMayWaitIsBounded() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        world.journal.next(Fault.SLOW);
        ann.live().submit(1, 0, insert(0, "a"), 900);
        world.settle();
        ben.live().submit(1, 0, insert(0, "b"), 101);
        world.settle();
        assertThat(ben.closed).isEqualTo(CloseCode.OVERLOADED);
        world.journal.release();
        world.settle();
        assertThat(ann.text()).isEqualTo("a");
        TestSession cid = world.join("cid");
        cid.live().submit(1, 1, insert(0, "c"), 1_000);
        world.settle();
        assertThat(cid.text()).isEqualTo("ca");
    }

    @Test
    @DisplayName("[O18] selections move with what is committed, and wait for the submission that they count after")
    void selectionsMove() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        ann.write(1, "hello", 0);
        ben.live().show(1, null, new Selection(2, 5), "{}");
        world.settle();
        assertThat(selectionOf(ann, ben)).isEqualTo(new Selection(2, 5));
        ann.write(2, "__", 0);
        assertThat(selectionOf(ann, ben)).isEqualTo(new Selection(4, 7));

        // Ann inserts at 0 while ben's own insert at 7 is under way; ben's caret stands after his own text.
        ann.submit(3, 2, insert(0, "+"));
        ben.submit(1, 2, insert(7, "!!"));
        ben.live().show(2, 1L, new Selection(9, 9), null);
        world.settle();
        assertThat(ann.text()).isEqualTo("+__hello!!");
        assertThat(selectionOf(ann, ben)).isEqualTo(new Selection(10, 10));
        ben.live().leave();
        world.settle();
        assertThat(ann.live().view().roster().present()).hasSize(1);
        assertThat(ann.live().view().roster().leftSince(0, 9))
                .extracting(Roster.Departure::sessionId)
                .containsExactly(ben.live().id());
    }

    private static Selection selectionOf(TestSession by, TestSession of) {
        Present present = by.live().view().roster().present().stream()
                .filter(one -> one.sessionId().equals(of.live().id()))
                .findAny()
                .orElseThrow();
        return Objects.requireNonNull(present.selection());
    }

    @Test
    @DisplayName("[O19] asked to drain, a room settles and publishes what waits, then closes with 1012")
    void drains() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        var drained = world.rooms.drain().toCompletableFuture();
        world.settle();
        assertThat(ann.closed).isNull();
        assertThat(drained).isNotDone();
        world.journal.release();
        world.settle();
        assertThat(ann.text()).isEqualTo("x");
        assertThat(ann.told()).containsExactly(NoticeCode.DRAINING);
        assertThat(ann.closed).isEqualTo(CloseCode.RESTARTING);
        assertThat(drained).isCompleted();
    }

    @Test
    @DisplayName("[O19] while it drains nobody joins, a document that is not open neither; afterwards everybody may")
    void nobodyJoinsWhileItDrains() {
        world.rooms.drain();
        assertThat(world.join("ann").closed).isEqualTo(CloseCode.RESTARTING);
        world.rooms.reopen();
        assertThat(world.join("ben").closed).isNull();
    }

    @Test
    @DisplayName("[O14] a document that cannot be loaded closes with 1011, once, however soon that is known")
    void aLoadThatFailsAtOnce() {
        RoomPorts ports = world.ports();
        Rooms broken = new Rooms(
                new RoomPorts(ports.journal(), id -> CompletableFuture.failedFuture(new IOException("scripted")),
                        ports.executor(), ports.time(), ports.random()),
                SMALL);
        TestSession ann = new TestSession(world, RoomWorld.OWNER, "client-ann", 1, List.of(), broken);
        for (int i = 0; i < 100 && world.step(); i++) {
            // A room that is opened again and again never ends.
        }
        assertThat(world.step()).as("something still runs").isFalse();
        assertThat(ann.closed).isEqualTo(CloseCode.SERVER_ERROR);
        assertThat(broken.size()).isZero();
    }

    @Test
    @DisplayName("[O20] a room ends when it has been empty for a while, and opens again with everything")
    void idleRoomsEnd() {
        TestSession ann = world.join("ann");
        ann.write(1, "x", 0);
        ann.live().leave();
        world.pass(SMALL.idleMillis() - 1);
        assertThat(world.rooms.size()).isEqualTo(1);
        world.pass(2);
        assertThat(world.rooms.size()).isZero();
        assertThat(world.join("ben").text()).isEqualTo("x");
    }

    @Test
    @DisplayName("[O20] a room that opens again holds few entries, and bears what is based on others")
    void aRoomThatOpensHoldsFewEntries() {
        RoomWorld wide = new RoomWorld(RoomSettings.DEFAULTS, 1);
        TestSession ann = wide.join("ann");
        Point empty = ann.cursor;
        ann.write(1, "x".repeat(RoomSettings.DEFAULTS.loadedTailBytes()), 0);
        Point large = ann.cursor;
        ann.write(2, "y", 0);
        ann.live().leave();
        wide.pass(RoomSettings.DEFAULTS.idleMillis() + 1);
        TestSession ben = wide.join(ann.author, "ben", 1, empty);
        RoomView view = ben.live().view();
        assertThat(view.reachesBackTo(large.version())).isTrue();
        assertThat(view.reachesBackTo(empty.version())).isFalse();
        ben.submit(1, 0, insert(0, "z"));
        wide.settle();
        assertThat(wide.join("cid").text()).startsWith("yx").endsWith("xz");
    }

    @Test
    @DisplayName("[O21] renaming tells everybody")
    void renaming() {
        TestSession ann = world.join("ann");
        world.rename("New");
        world.settle();
        assertThat(ann.notices).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo(NoticeCode.RENAMED);
            assertThat(notice.title()).isEqualTo("New");
        });
    }
}
