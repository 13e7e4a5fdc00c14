package io.cowrite.room;

import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotTests {

    private static final int EVERY = 10;

    private static final RoomSettings SETTINGS = new RoomSettings(
            new Limits(1_000, 4, 1_000, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000, 10_000, 20)
            .with(new RoomSettings.Upkeep(100, 10, EVERY, 1_000_000));

    private final RoomWorld world = new RoomWorld(SETTINGS, 1);
    private final TestSession ann = world.join("ann");
    private long sequence;

    @Test
    @DisplayName("[O22] a snapshot is made every so many entries, and the two newest are kept")
    void aSnapshotIsMadeEverySoManyEntries() {
        write(EVERY - 1);
        assertThat(snapshots()).isEmpty();
        write(1);
        assertThat(snapshots()).containsOnlyKeys((long) EVERY);
        assertThat(snapshots().firstEntry().getValue().hash()).isEqualTo(ann.cursor.hash());
        write(2 * EVERY);
        assertThat(snapshots()).containsOnlyKeys(2L * EVERY, 3L * EVERY);
    }

    @Test
    @DisplayName("[O22] a snapshot is made when the log has grown by so many bytes")
    void aSnapshotIsMadeAfterSoManyBytes() {
        RoomWorld small = new RoomWorld(SETTINGS.with(new RoomSettings.Upkeep(100, 10, 1_000, 300)), 1);
        TestSession ben = small.join("ben");
        ben.write(1, "x", 0);
        assertThat(small.log.snapshots(small.documentId)).isEmpty();
        ben.write(2, "x".repeat(300), 0);
        assertThat(small.log.snapshots(small.documentId)).containsOnlyKeys(2L);
        ben.write(3, "x", 0);
        assertThat(small.log.snapshots(small.documentId)).containsOnlyKeys(2L);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    @DisplayName("[O22] it is made at so many bytes, and not at one less")
    void aSnapshotIsMadeToTheByte(int more, boolean made) {
        RoomWorld plenty = twoEntries(1_000_000);
        int bytes = plenty.entries().stream().mapToInt(entry -> EntryCodec.encode(entry).length).sum();
        RoomWorld exact = twoEntries(bytes + more);
        assertThat(exact.log.snapshots(exact.documentId).containsKey(2L)).isEqualTo(made);
        assertThat(exact.log.snapshots(exact.documentId)).hasSize(made ? 1 : 0);
    }

    private static RoomWorld twoEntries(int snapshotBytes) {
        RoomWorld exact = new RoomWorld(SETTINGS.with(new RoomSettings.Upkeep(100, 10, 1_000, snapshotBytes)), 1);
        TestSession ben = exact.join("ben");
        ben.write(1, "x", 0);
        ben.write(2, "x", 0);
        return exact;
    }

    @Test
    @DisplayName("[O22] two snapshots of a node are under way at most; a third room tries again when it has written more")
    void twoSnapshotsAtATime() {
        world.journal.holdSnapshots();
        UUID third = new UUID(1, 3);
        TestSession ben = joined(new UUID(1, 2));
        TestSession cid = joined(third);
        for (TestSession one : List.of(ann, ben, cid)) {
            for (int i = 1; i <= EVERY; i++) {
                one.write(i, "x", 0);
            }
        }
        assertThat(world.journal.snapshotsHeld()).isEqualTo(2);
        world.journal.releaseSnapshots();
        world.settle();
        assertThat(world.log.snapshots(third)).isEmpty();
        cid.write(EVERY + 1, "x", 0);
        assertThat(world.log.snapshots(third)).containsOnlyKeys(EVERY + 1L);
    }

    /** Somebody in a document of their own. */
    private TestSession joined(UUID documentId) {
        world.log.start(documentId, HashChain.start(documentId, DocumentType.TEXT), 1);
        TestSession session = new TestSession(world, ann.author, ann.clientId, 1, List.of(), world.rooms, documentId);
        world.settle();
        return session;
    }

    @Test
    @DisplayName("[O22] a room loads from the newest snapshot and the log after it")
    void aRoomLoadsFromTheNewestSnapshot() {
        write(3 * EVERY + 4);
        String text = ann.text();
        unload();
        change(snapshot -> new Snapshot(snapshot.documentId(), snapshot.version(), snapshot.hash(),
                StoredContent.encode(Text.of("?".repeat(content(snapshot).length()))), snapshot.replicas()));
        TestSession ben = world.join("ben");
        assertThat(ben.text()).isEqualTo(text.substring(0, 4) + "?".repeat(3 * EVERY));
    }

    @Test
    @DisplayName("[O22] last sequences go on from a snapshot as if the whole log had been read")
    void lastSequencesGoOnFromASnapshot() {
        write(EVERY);
        unload();
        TestSession again = world.join(ann.author, ann.clientId, 2);
        again.write(sequence, "y", 0);
        assertThat(again.closed).isEqualTo(CloseCode.CHANGED_RESEND);
        TestSession next = world.join(ann.author, ann.clientId, 3);
        next.write(sequence + 1, "y", 0);
        assertThat(next.text()).startsWith("y").hasSize(EVERY + 1);
    }

    @Test
    @DisplayName("[O22] deleting all snapshots loses nothing, and one is made anew")
    void deletingAllLosesNothing() {
        write(2 * EVERY + 3);
        unload();
        snapshots().clear();
        assertThat(world.join("ben").text()).isEqualTo(ann.text());
        world.settle();
        assertThat(snapshots()).containsOnlyKeys(2L * EVERY + 3);
    }

    static Stream<Named<UnaryOperator<Snapshot>>> damage() {
        Hash other = Hash.of(new byte[32]);
        return Stream.of(
                Named.of("another hash", s -> new Snapshot(s.documentId(), s.version(), other, s.content(),
                        s.replicas())),
                Named.of("no content", s -> new Snapshot(s.documentId(), s.version(), s.hash(), new byte[0],
                        s.replicas())),
                Named.of("content cut off", s -> new Snapshot(s.documentId(), s.version(), s.hash(),
                        Arrays.copyOf(s.content(), s.content().length - 3), s.replicas())),
                Named.of("content too short for what follows", s -> new Snapshot(s.documentId(), s.version(), s.hash(),
                        "[]".getBytes(StandardCharsets.UTF_8), s.replicas())),
                Named.of("replicas cut off", s -> new Snapshot(s.documentId(), s.version(), s.hash(), s.content(),
                        Arrays.copyOf(s.replicas(), s.replicas().length - 3))),
                Named.of("a version after the end of the log", s -> new Snapshot(s.documentId(), s.version() + 1_000,
                        s.hash(), s.content(), s.replicas())));
    }

    @ParameterizedTest
    @MethodSource("damage")
    @DisplayName("[O22] a damaged snapshot is passed over for an older one, and all of them for the log")
    void aDamagedSnapshotIsPassedOver(UnaryOperator<Snapshot> damage) {
        write(3 * EVERY);
        ann.write(++sequence, "!", 3 * EVERY);
        unload();
        Snapshot newest = snapshots().pollLastEntry().getValue();
        Snapshot damaged = damage.apply(newest);
        snapshots().put(damaged.version(), damaged);
        TestSession ben = world.join("ben");
        assertThat(ben.text()).isEqualTo(ann.text());
        ben.write(1, "b", ben.text().length());
        ben.live().leave();
        unload();
        change(damage);
        TestSession cid = world.join("cid");
        assertThat(cid.text()).isEqualTo(ben.text());
        cid.write(1, "c", 0);
        assertThat(cid.text()).isEqualTo("c" + ben.text());
    }

    @Test
    @DisplayName("[O22] a snapshot of entries that the log has lost is passed over")
    void aSnapshotOfWhatTheLogHasLostIsPassedOver() {
        write(2 * EVERY);
        unload();
        world.log.rollBack(world.documentId, EVERY + 5);
        TestSession ben = world.join("ben");
        assertThat(ben.cursor.version()).isEqualTo(EVERY + 5);
        ben.write(1, "b", 0);
        assertThat(ben.text()).hasSize(EVERY + 6);
    }

    @Test
    @DisplayName("[O22] who writes does not wait for a snapshot, and no second one is begun meanwhile")
    void nobodyWaitsForASnapshot() {
        world.journal.holdSnapshots();
        write(4 * EVERY);
        assertThat(ann.text()).hasSize(4 * EVERY);
        assertThat(world.journal.snapshotsHeld()).isOne();
        world.journal.releaseSnapshots();
        world.settle();
        assertThat(snapshots()).containsOnlyKeys((long) EVERY);
        write(1);
        assertThat(snapshots()).containsOnlyKeys((long) EVERY, 4L * EVERY + 1);
    }

    @Test
    @DisplayName("[O22] snapshots that can be neither written nor read cost nobody anything but time")
    void snapshotsThatFailCostNothing() {
        world.journal.failSnapshots(true);
        write(3 * EVERY);
        unload();
        assertThat(world.join("ben").text()).isEqualTo(ann.text());
        assertThat(snapshots()).isEmpty();
    }

    private void write(int times) {
        for (int i = 0; i < times; i++) {
            ann.write(++sequence, Long.toString(sequence % 10), 0);
            world.tick(1);
        }
    }

    private void unload() {
        if (ann.closed == null) {
            ann.live().leave();
        }
        world.pass(2 * SETTINGS.idleMillis());
        assertThat(world.rooms.size()).isZero();
    }

    private SortedMap<Long, Snapshot> snapshots() {
        return world.log.snapshots(world.documentId);
    }

    private void change(UnaryOperator<Snapshot> change) {
        snapshots().replaceAll((version, snapshot) -> change.apply(snapshot));
    }

    private static String content(Snapshot snapshot) {
        try {
            return StoredContent.decode(snapshot.content()).toString();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
