package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.journal.FaultyJournal.Fault;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes while a room is busy with something else. */
class RoomRaceTests {

    private static final RoomSettings SMALL = new RoomSettings(
            new Limits(1_000, 4, 20, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000, 1_000, 20);
    private static final Point UNKNOWN = new Point(99, Hash.of(new byte[32]));

    private final RoomWorld world = new RoomWorld(SMALL, 1);

    @Test
    void whoComesWhileTheServiceDrainsIsSentAway() {
        world.rooms.drain();
        TestSession ann = new TestSession(world, RoomWorld.OWNER, "client-ann", 1, List.of());
        for (int i = 0; i < 1_000 && world.step(); i++) {
            assertThat(i).as("tasks run for one join").isLessThan(999);
        }
        assertThat(ann.closed).isEqualTo(CloseCode.RESTARTING);
        assertThat(world.rooms.size()).isZero();
    }

    @Test
    void aRoomThatWasBusyWhenItsIdleTimeEndedEndsLater() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        ann.live().leave();
        world.pass(SMALL.idleMillis() + 1);
        assertThat(world.rooms.size()).isEqualTo(1);
        world.journal.release();
        world.pass(2 * SMALL.idleMillis());
        assertThat(world.rooms.size()).isZero();
        assertThat(world.entries()).hasSize(1);
    }

    @Test
    void rightsAdoptedWhileAnAppendIsUnderWayMakeTheBatchAnew() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.SLOW);
        ann.write(1, "x", 0);
        world.rights(Role.EDITOR, false, true);
        world.settle();
        world.journal.release();
        world.pass(10_000);
        assertThat(ann.text()).isEqualTo("x");
    }

    @Test
    void aLogReadThatBeganBeforeAJoinDoesNotAnswerIt() {
        Rooms other = new Rooms(world.ports(), world.settings);
        world.join("ann");
        TestSession ben = new TestSession(world, new Author("user-ben", "ben", "#000000"), "client-ben", 1, List.of(),
                other);
        world.settle();
        world.journal.holdReads();
        world.join(RoomWorld.OWNER, "client-1", 1, UNKNOWN);
        ben.write(1, "b", 0);
        assertThat(ben.text()).isEqualTo("b");
        TestSession moved = world.join(ben.author, "client-ben-2", 1, ben.cursor);
        world.journal.releaseReads();
        world.settle();
        Joined joined = Objects.requireNonNull(moved.joined);
        assertThat(joined.resumed()).isTrue();
        assertThat(joined.cursor()).isEqualTo(ben.cursor);
    }

    @Test
    void aNodeThatLagsReadsTheLogBeforeItSettlesForAnOlderPoint() {
        Rooms other = new Rooms(world.ports(), world.settings);
        Point zero = world.join("ann").cursor;
        TestSession ben = new TestSession(world, new Author("user-ben", "ben", "#000000"), "client-ben", 1, List.of(),
                other);
        world.settle();
        ben.write(1, "b", 0);
        TestSession moved = world.join(ben.author, "client-ben-2", 1, ben.cursor, zero);
        assertThat(Objects.requireNonNull(moved.joined).cursor()).isEqualTo(ben.cursor);
    }

    @Test
    void whoReadsThatAResendIsSettledMayGoOnBeforeTheRoomRecognisesIt() {
        TestSession ann = world.join("ann");
        TestSession ben = world.join("ben");
        Point start = ann.cursor;
        ann.write(1, "x", 0);
        world.journal.next(Fault.SLOW);
        ben.write(1, "b", 1);
        TestSession again = world.join(ann.author, ann.clientId, 2, start);
        again.submit(1, 0, TestSession.insert(0, "x"));
        again.write(2, "y", 1);
        assertThat(again.closed).isNull();
        again.write(3, "z", 1);
        assertThat(again.closed).isEqualTo(CloseCode.TOO_FAST);
        world.journal.release();
        world.settle();
        assertThat(ben.text()).isEqualTo("xby");
        assertThat(world.entries()).hasSize(3);
    }

    @Test
    void aRightRevokedWhileTheRoomLoadsTakesEffect() {
        world.journal.holdReads();
        TestSession ann = world.join("ann");
        world.rights(null, false, true);
        world.settle();
        world.journal.releaseReads();
        world.settle();
        assertThat(ann.closed).isEqualTo(CloseCode.NO_ACCESS);
    }

    @Test
    void anOlderRecordThatComesLaterGivesNoRightBack() {
        TestSession ann = world.join("ann");
        world.holdRecords(true);
        world.rename("New");
        world.settle();
        world.holdRecords(false);
        world.rights(Role.VIEWER, false, true);
        world.settle();
        assertThat(ann.notices.getLast().role()).isEqualTo("viewer");
        world.releaseRecords();
        world.settle();
        assertThat(ann.told()).containsOnlyOnce(NoticeCode.ROLE_CHANGED);
    }

    @Test
    void whoJoinsWithUnknownPointsDoesNotKeepOthersFromSaving() {
        TestSession ann = world.join("ann");
        world.journal.next(Fault.IN_DOUBT_LOST);
        ann.write(1, "x", 0);
        for (int i = 0; i < 500; i++) {
            world.join(RoomWorld.OWNER, "client-" + i, 1, UNKNOWN);
            world.pass(2);
        }
        assertThat(ann.text()).isEqualTo("x");
    }

    @Test
    void aReaderOfTheStoreGetsNothingThatIsNotPublished() {
        TestSession ann = world.join("ann");
        Point start = ann.cursor;
        ann.write(1, "a", 0);
        world.journal.next(Fault.IN_DOUBT_COMMITTED);
        ann.write(2, "b", 1);
        List<SealedEntry> read = read(ann, start);
        assertThat(read).extracting(SealedEntry::version).containsExactly(1L);
        world.pass(1_000);
        assertThat(read(ann, start)).extracting(SealedEntry::version).containsExactly(1L, 2L);
    }

    private List<SealedEntry> read(TestSession by, Point from) {
        var read = by.live().read(from).toCompletableFuture();
        world.settle();
        return read.join();
    }
}
