package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.journal.LogEnd;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.cowrite.room.TestSession.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the newest entries of all rooms may take together, and what becomes of those for which there is no room. */
class TailBudgetTests {

    private static final int LETTERS = 40_000;

    /** Three of them are more than a room begins with. */
    private static final int WRITES = 3;

    /** Of memory, bytes. */
    private static final long BUDGET = 400_000;

    private static final int ROOMS = 10;

    /** Memory of a full page, bytes. */
    private static final long PAGE = TailPage.BYTES * 17L / 16;

    /** In all rooms they take more than {@link #BUDGET}, in one less than a room begins with, in memory more than 32 KiB. */
    private static final int ENTRIES = 300;

    private static final class Node {

        final RoomWorld world = new RoomWorld(RoomSettings.DEFAULTS, 1);
        final TailBudget budget;
        final Rooms rooms;
        private final Set<UUID> made = new HashSet<>();
        private int clients;

        Node(long bytesMax) {
            budget = new TailBudget(bytesMax);
            rooms = new Rooms(world.ports(), RoomSettings.DEFAULTS, Duration.ofMinutes(1), budget);
        }

        TestSession join(String name, List<Point> since) {
            TestSession session = new TestSession(world, new Author("user-" + name, name, "#abcdef"), "client-" + name,
                    1, since, rooms);
            world.settle();
            return session;
        }

        /** Somebody who has joined document {@code number}, which is made if there is none. */
        TestSession joinElsewhere(int number) {
            UUID id = new UUID(7, number);
            if (made.add(id)) {
                world.log.start(id, HashChain.start(id, DocumentType.TEXT), 1);
            }
            TestSession session = new TestSession(world, new Author("user-ann", "ann", "#abcdef"),
                    "client-" + clients++, 1, List.of(), rooms, id);
            world.settle();
            return session;
        }

        /** The room in which nobody else is. */
        void end(TestSession last) {
            int before = rooms.size();
            last.live().leave();
            world.pass(RoomSettings.DEFAULTS.idleMillis() + 1);
            assertThat(rooms.size()).isEqualTo(before - 1);
        }

        /** Somebody who has joined and written so much. */
        TestSession written() {
            TestSession ann = join("ann", List.of());
            for (int i = 1; i <= WRITES; i++) {
                ann.write(i, "x".repeat(LETTERS), 0);
            }
            return ann;
        }
    }

    @Test
    @DisplayName("[O24] it is an eighth of the heap, unless an operator says otherwise")
    void anEighthOfTheHeap() {
        assertThat(TailBudget.of(0, 800).bytesMax()).isEqualTo(100);
        assertThat(TailBudget.of(1, 800).bytesMax()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TailBudget.of(-1, 800))
                .withMessage("cowrite.limits.tail-bytes must not be negative");
    }

    @Test
    @DisplayName("[O24] what fills the budget stays, a byte more is cut to what a room begins with")
    void upToTheBudgetAllStays() {
        Node wide = new Node(Long.MAX_VALUE);
        wide.written();
        long full = wide.budget.bytes();
        assertThat(full).isGreaterThan((long) WRITES * LETTERS);

        TestSession ann = new Node(full).written();
        ann.write(WRITES + 1, "y", 0);
        assertThat(ann.live().view().reachesBackTo(0)).isTrue();

        Node narrow = new Node(full - 1);
        TestSession ben = narrow.written();
        assertThat(ben.live().view().reachesBackTo(0)).isTrue();
        ben.write(WRITES + 1, "y", 0);
        assertThat(ben.live().view().reachesBackTo(WRITES - 1)).isTrue();
        assertThat(ben.live().view().reachesBackTo(WRITES - 2)).isFalse();
        assertThat(narrow.budget.bytes()).isLessThan(full);
    }

    @Test
    @DisplayName("[O24] what was just committed stays, however large")
    void whatWasJustCommittedStays() {
        Node node = new Node(0);
        TestSession ann = node.written();
        ann.write(WRITES + 1, "y".repeat(RoomSettings.DEFAULTS.loadedTailBytes() + 1), 0);
        assertThat(ann.live().view().reachesBackTo(WRITES)).isTrue();
        assertThat(ann.live().view().reachesBackTo(WRITES - 1)).isFalse();
        assertThat(ann.text()).startsWith("yy");
    }

    @Test
    @DisplayName("[O24] rooms that grow share the budget, however many they are")
    void roomsThatGrowShareTheBudget() {
        Node node = new Node(BUDGET);
        List<TestSession> people = IntStream.range(0, ROOMS).mapToObj(node::joinElsewhere).toList();
        for (int i = 1; i <= ENTRIES; i++) {
            for (TestSession person : people) {
                person.write(i, "x", 0);
            }
        }
        assertThat(node.rooms.size()).isEqualTo(ROOMS);
        assertThat(node.budget.bytes()).isBetween(BUDGET * 3 / 4, BUDGET * 21 / 20);
        for (TestSession person : people) {
            assertThat(person.text()).hasSize(ENTRIES);
        }
    }

    @Test
    @DisplayName("[O24] a room that grows keeps the pages that fit into 32 KiB in any case")
    void aRoomThatGrowsKeepsSome() {
        Node node = new Node(0);
        TestSession ann = node.joinElsewhere(0);
        ann.writeLetters(1, ENTRIES);
        assertThat(node.budget.bytes()).isBetween(TailBudget.ROOM_BYTES_LEAST - PAGE, TailBudget.ROOM_BYTES_LEAST);
        assertThat(ann.live().view().reachesBackTo(ENTRIES - 110)).isTrue();
    }

    @Test
    @DisplayName("[O24] a room opens with all, with its part while others fill the budget, with none beyond twice the budget")
    void aRoomOpensWithItsPart() {
        long few = 30_000;
        Node node = new Node(few);
        TestSession ann = node.joinElsewhere(0);
        ann.writeLetters(1, ENTRIES);
        node.end(ann);
        assertThat(loadedAgain(node)).isGreaterThan(few);

        TestSession ben = node.joinElsewhere(1);
        ben.write(1, "y".repeat(LETTERS), 0);
        assertThat(loadedAgain(node)).as("one page, two would not fit").isBetween(PAGE - 100,
                Math.min(PAGE + 100, few / 2));

        ben.write(2, "y".repeat(60_000), 0);
        assertThat(loadedAgain(node)).isZero();
    }

    @Test
    @DisplayName("[O24] a log that is read without anything new cuts nothing")
    void whatDoesNotGrowKeepsWhatItHas() {
        Hash hash = Hash.of(new byte[Hash.BYTES]);
        List<SealedEntry> entries = LongStream.rangeClosed(1, ENTRIES)
                .mapToObj(version -> new SealedEntry(
                        version, new Entry(0, "client", Delta.EMPTY, null, version, "user"), new byte[1_000], hash))
                .toList();
        Tail tail = Tail.after(new Point(0, hash)).append(entries, ENTRIES, Integer.MAX_VALUE);
        RoomState state = new RoomState(new LogEnd(1, ENTRIES, hash), Text.EMPTY, tail, 0);
        TailBudget budget = new TailBudget(0);
        budget.opened(state);

        assertThat(budget.grown(state, state, List.of(), 0).tail().size()).isEqualTo(ENTRIES);
        assertThat(budget.grown(state, state, List.of(entries.getLast()), 0).tail().size()).isLessThan(ENTRIES);
    }

    /** What room 0 takes when it opens; it ends again. */
    private static long loadedAgain(Node node) {
        long before = node.budget.bytes();
        TestSession ben = node.joinElsewhere(0);
        long loaded = node.budget.bytes() - before;
        assertThat(ben.text()).hasSize(ENTRIES);
        node.end(ben);
        return loaded;
    }

    @Test
    @DisplayName("[O24] an operation based on what was cut takes its place all the same")
    void whatIsBasedOnWhatWasCut() {
        Node node = new Node(0);
        Point empty = node.join("eve", List.of()).cursor;
        node.written();
        TestSession ben = node.join("ben", List.of(empty));
        assertThat(ben.live().view().reachesBackTo(0)).isFalse();
        ben.submit(1, 0, insert(0, "z"));
        node.world.settle();
        assertThat(node.join("cid", List.of()).text()).hasSize(WRITES * LETTERS + 1).endsWith("xz");
    }

    @Test
    @DisplayName("[O24] an operation far behind takes its place although others write on all the while")
    void whatIsFarBehindWhileOthersWrite() {
        Node node = new Node(0);
        Point empty = node.join("eve", List.of()).cursor;
        TestSession ann = node.join("ann", List.of());
        ann.writeLetters(1, ENTRIES);
        TestSession ben = node.join("ben", List.of(empty));
        node.world.journal.holdReads();
        ben.submit(1, 0, insert(0, "z"));
        node.world.settle();
        int more = ENTRIES;
        for (int read = 1; read <= 3; read++) {
            ann.writeLetters(more + 1, 40);
            more += 40;
            node.world.journal.releaseReads();
            node.world.journal.holdReads();
            node.world.settle();
        }
        assertThat(ann.text()).hasSize(more + 1).endsWith("xz");
    }

    @Test
    @DisplayName("[O24] what a room had kept counts no more when it has ended")
    void whatEndsCountsNoMore() {
        Node node = new Node(Long.MAX_VALUE);
        TestSession ann = node.written();
        ann.live().leave();
        node.world.pass(RoomSettings.DEFAULTS.idleMillis() + 1);
        assertThat(node.rooms.size()).isZero();
        assertThat(node.budget.bytes()).isZero();
    }
}
