package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is told of edits that a log lost when it went back. */
class LossTests {

    private static final long WATCH_MILLIS = 10 * 60_000;

    private final RoomWorld world = new RoomWorld(RoomSettings.DEFAULTS, 1);
    private final TestSession ann = world.join("ann");
    private final TestSession ben = world.join("ben");

    @Test
    void whatIsOfferedAgainIsRecoveredAndTheRestIsTold() {
        ann.write(1, "a", 0);
        Point common = ann.cursor;
        ann.write(2, "b", 0);
        ben.write(1, "c", 0);
        ben.write(2, "d", 0);
        goBackTo(1);
        TestSession again = world.join(ann.author, ann.clientId, 2, common);
        again.write(2, "b", 0);
        again.write(3, "new", 0);
        assertThat(world.rooms.lossReports()).isEmpty();
        world.pass(WATCH_MILLIS);
        assertThat(world.rooms.lossReports())
                .extracting(LossReport::documentId, LossReport::title, LossReport::endedAt, LossReport::lost,
                        LossReport::recovered, LossReport::notRecovered, LossReport::fromClients)
                .containsExactly(tuple(world.documentId, "Title", 1L, 3L, 1L, 2L, false));
    }

    @Test
    void nothingIsToldOfALogThatLostNothing() {
        ann.write(1, "a", 0);
        world.rooms.snapshotWrong(world.documentId);
        world.settle();
        assertThat(ann.closed).isEqualTo(CloseCode.LOG_WENT_BACK);
        world.join("cleo").write(1, "c", 0);
        world.pass(2 * WATCH_MILLIS);
        assertThat(world.rooms.lossReports()).isEmpty();
    }

    @Test
    void refusedOperationsAreNoLoss() {
        ann.write(1, "a", 0);
        ann.submit(2, 1, TestSession.insert(99, "past the end"));
        world.settle();
        assertThat(ann.entries).hasSize(2);
        goBackTo(1);
        world.pass(WATCH_MILLIS);
        assertThat(world.rooms.lossReports()).isEmpty();
    }

    /** After a restart nobody but the clients knows what there was. */
    @Test
    void whatOnlyClientsHaveSeenIsToldAsWhatTheySay() {
        ann.write(1, "a", 0);
        Point common = ann.cursor;
        for (int sequence = 2; sequence <= 6; sequence++) {
            ann.write(sequence, "b", 0);
        }
        Point seen = ann.cursor;
        restartWithLogUpTo(1);
        TestSession again = world.join(ann.author, ann.clientId, 2, seen, common);
        again.submit(2, 1, TestSession.insert(0, "b"));
        world.settle();
        again.submit(3, 1, TestSession.insert(0, "b"));
        world.settle();
        again.write(7, "new", 0);
        world.join(ben.author, ben.clientId, 2, seen, common);
        world.pass(WATCH_MILLIS);
        assertThat(world.rooms.lossReports())
                .extracting(LossReport::endedAt, LossReport::lost, LossReport::notRecovered, LossReport::fromClients)
                .containsExactly(tuple(1L, 5L, 3L, true));
    }

    @Test
    void whoIsOnlyBehindOrNewMissesNothing() {
        ann.write(1, "a", 0);
        Point early = ann.cursor;
        ann.write(2, "b", 0);
        world.join(ben.author, ben.clientId, 2, early);
        world.join("cleo");
        world.pass(2 * WATCH_MILLIS);
        assertThat(world.rooms.lossReports()).isEmpty();
    }

    @Test
    void twoLossesWithinTheWatchAreToldAsOneAndOneAfterItAsAnother() {
        for (int sequence = 1; sequence <= 3; sequence++) {
            ann.write(sequence, "a", 0);
        }
        goBackTo(2);
        TestSession cleo = world.join("cleo");
        cleo.write(1, "c", 0);
        goBackTo(2);
        world.pass(WATCH_MILLIS);
        TestSession dora = world.join("dora");
        dora.write(1, "d", 0);
        goBackTo(2);
        world.pass(WATCH_MILLIS);
        assertThat(world.rooms.lossReports()).extracting(LossReport::lost, LossReport::notRecovered)
                .containsExactly(tuple(1L, 1L), tuple(2L, 2L));
    }

    @Test
    void aDeletedDocumentHasNothingToTell() {
        ann.write(1, "a", 0);
        ann.write(2, "b", 0);
        goBackTo(1);
        world.log.purge(world.documentId);
        world.log.erase(world.documentId);
        world.pass(WATCH_MILLIS);
        assertThat(world.rooms.lossReports()).isEmpty();
    }

    @Test
    void onlyTheNewestReportsAreKept() {
        Losses losses = new Losses(world.ports(), 1_000, 1);
        for (int i = 0; i <= Losses.REPORTS_MAX; i++) {
            losses.missing(world.recordNow(), new Point(10 + i, ann.cursor.hash()), 0, 0);
            world.pass(10);
        }
        List<LossReport> reports = losses.reports();
        assertThat(reports).hasSize(Losses.REPORTS_MAX);
        assertThat(reports.getFirst().lost()).isEqualTo(10 + Losses.REPORTS_MAX);
    }

    private void goBackTo(long version) {
        world.log.rollBack(world.documentId, version);
        world.rooms.snapshotWrong(world.documentId); // The room is told that its log may be another, and ends.
        world.settle();
        world.join("witness");
    }

    private void restartWithLogUpTo(long version) {
        world.rooms.drain();
        world.settle();
        world.log.rollBack(world.documentId, version);
        world.rooms.reopen();
    }
}
