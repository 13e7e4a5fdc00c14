package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.RoomView;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The writer over a transport that ends its sends when told, in a real room. */
class WriterTests {

    private final ConnectionWorld world = new ConnectionWorld(ConnectionSettings.DEFAULTS, 1);

    @Test
    @DisplayName("[W20] a slow connection gets fewer, larger frames, one at a time, and delays nobody")
    void aSlowConnectionGetsLargerFrames() {
        Wire slow = world.join("slow");
        Wire fast = world.join("fast");
        slow.transport.slow = true;
        for (int i = 0; i < 4; i++) {
            fast.write(i, "x");
            world.room.settle();
        }
        assertThat(fast.transport.messages(ServerMessage.Ops.class)).hasSize(4);
        drain(slow);
        List<ServerMessage.Ops> ops = slow.transport.messages(ServerMessage.Ops.class);
        assertThat(ops).hasSize(2);
        assertThat(ops.getLast().operations()).hasSize(3);
        assertRunsOn(ops, 0, 4);
    }

    @Test
    @DisplayName("[W20] a join makes and sends nothing in the room's turn; then the welcome comes first")
    void aJoinIsAnsweredOutsideTheRoom() {
        Queue<Runnable> writers = new ArrayDeque<>();
        ConnectionWorld place = new ConnectionWorld(ConnectionSettings.DEFAULTS, 1, writers::add);
        Wire ann = place.join("ann");
        place.room.rename("New");
        place.room.settle();
        assertThat(ann.transport.frames).isEmpty();
        while (!writers.isEmpty()) {
            writers.remove().run();
        }
        assertThat(ann.transport.messages().getFirst()).isInstanceOf(ServerMessage.Welcome.class);
        assertThat(ann.transport.messages(ServerMessage.Notice.class)).hasSize(1);
    }

    @Test
    @DisplayName("[W20] a connection that fails at writing is dropped, and keeps nobody else")
    void aBrokenConnectionKeepsNobody() {
        Wire broken = world.join("broken");
        Wire ann = world.join("ann");
        broken.transport.broken = true;
        for (int i = 0; i < 3; i++) {
            ann.write(i, "x");
            world.room.settle();
        }
        assertThat(broken.transport.aborted).isTrue();
        assertThat(ann.transport.messages(ServerMessage.Ops.class)).hasSize(3);
    }

    @Test
    @DisplayName("[W20] who joins at the same content is sent the same bytes of it, whoever came in between")
    void contentIsEncodedOnce() {
        Wire writer = world.join("writer");
        writer.write(0, "x".repeat(1_000));
        world.room.settle();
        Wire first = world.open("first");
        first.transport.slow = true;
        first.join();
        first.transport.sent(); // The welcome: the content is under way now.
        Wire second = world.join("second");
        assertThat(second.transport.messages(ServerMessage.Content.class)).hasSize(1);
        assertThat(second.transport.frames.get(1)).isSameAs(first.transport.frames.get(1));
    }

    @Test
    @DisplayName("[W20] frames hold up to 64 KiB of entries; a larger entry goes alone")
    void framesHaveASize() {
        Wire slow = world.join("slow");
        Consumer<String> fast = world.room.author("fast");
        slow.transport.slow = true;
        int[] lengths = {10, 30_000, 30_000, 30_000, 70_000, 10};
        for (int length : lengths) {
            fast.accept("x".repeat(length));
        }
        drain(slow);
        List<ServerMessage.Ops> ops = slow.transport.messages(ServerMessage.Ops.class);
        assertRunsOn(ops, 0, lengths.length);
        // The second is behind the tail and comes out of the store, alone since reads are small here.
        assertThat(ops).extracting(one -> one.operations().size()).containsExactly(1, 1, 2, 1, 1);
        assertThat(slow.transport.frames).filteredOn(frame -> frame.length > RoomView.FRAME_BYTES + 256).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName("[W21] whatever the order of things, entries come once and without gap, from the tail or the store")
    void noGapAndNoRepeat(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConnectionWorld place = new ConnectionWorld(ConnectionSettings.DEFAULTS, seed);
        Wire slow = place.join("slow");
        Wire writer = place.join("writer");
        slow.transport.slow = true;
        long written = 0;
        for (int i = 0; i < 600; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    place.room.settle();
                    writer.write(written++, "x".repeat(1 + random.nextInt(2_000)));
                }
                case 2 -> place.room.settle();
                case 3 -> place.room.step();
                case 4 -> place.room.pass(random.nextInt(300));
                default -> slow.transport.sent();
            }
        }
        place.room.settle();
        while (slow.transport.sent() || place.room.step()) {
            // Until nothing moves.
        }
        assertThat(writer.closed()).as("seed %d", seed).isNull();
        assertThat(slow.closed()).as("seed %d", seed).isNull();
        List<ServerMessage.Ops> ops = slow.transport.messages(ServerMessage.Ops.class);
        assertThat(ops.size()).as("seed %d: fewer frames than entries", seed).isLessThan((int) written);
        assertRunsOn(ops, 0, written);
        presenceIsAtTheVersionSent(slow);
    }

    private static void presenceIsAtTheVersionSent(Wire wire) {
        long version = 0;
        for (ServerMessage message : wire.transport.messages()) {
            if (message instanceof ServerMessage.Ops ops) {
                version = ops.firstVersion() + ops.operations().size() - 1;
            } else if (message instanceof ServerMessage.Presence presence) {
                assertThat(presence.version()).isEqualTo(version);
            }
        }
    }

    @Test
    @DisplayName("[W22] the first presence names all who are here, and none who had left")
    void theFirstPresenceNamesAll() {
        for (int i = 0; i < 10; i++) {
            world.join("gone" + i).connection.closed();
        }
        world.room.settle();
        world.join("ben");
        world.join("cid");
        Wire ann = world.join("ann");
        ServerMessage.Presence first = ann.transport.messages(ServerMessage.Presence.class).getFirst();
        assertThat(first.changed()).extracting(one -> one.user().name()).containsExactly("ben", "cid");
        assertThat(first.left()).isEmpty();
        assertThat(first.viewers()).isEqualTo(3);
        assertThat(ann.closed()).isNull();
    }

    @Test
    @DisplayName("[W22] presence comes at most 20 times a second, and the newest wins")
    void presenceIsMerged() {
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        ben.write(0, "hello");
        world.room.pass(1_000);
        int before = ann.transport.messages(ServerMessage.Presence.class).size();
        for (int i = 0; i < 100; i++) {
            ben.connection.receive("{\"type\":\"presence\",\"baseVersion\":1,\"selection\":{\"anchor\":" + i % 5
                    + ",\"head\":5}}");
            world.room.pass(10);
        }
        world.room.pass(100);
        List<ServerMessage.Presence> presence = ann.transport.messages(ServerMessage.Presence.class);
        assertThat(presence.size() - before).isBetween(10, 21);
        assertThat(presence.getLast().changed()).singleElement()
                .satisfies(one -> assertThat(String.valueOf(one.selection())).contains("anchor=4"));
    }

    @Test
    @DisplayName("[W22] more than 100 selections come in several frames")
    void selectionsAreCounted() {
        for (int i = 0; i < 230; i++) {
            world.join("p" + i);
        }
        Wire ann = world.join("ann");
        world.room.pass(500);
        List<ServerMessage.Presence> presence = ann.transport.messages(ServerMessage.Presence.class);
        assertThat(presence).extracting(one -> one.changed().size()).containsExactly(100, 100, 30);
        Set<String> names = new HashSet<>();
        presence.forEach(one -> one.changed().forEach(present -> names.add(present.user().name())));
        assertThat(names).hasSize(230);
    }

    @Test
    @DisplayName("[W22] among more people than a frame names presence comes less often, as they are more")
    void presenceIsPacedByHowManyAreHere() {
        for (int i = 0; i < 398; i++) {
            world.join("p" + i);
        }
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        world.room.pass(2_000);
        int before = ann.transport.messages(ServerMessage.Presence.class).size();
        for (int i = 0; i < 100; i++) {
            ben.connection.receive("{\"type\":\"presence\",\"baseVersion\":0,\"selection\":{\"anchor\":0,\"head\":0},"
                    + "\"state\":{\"n\":" + i + "}}");
            world.room.pass(10);
        }
        world.room.pass(400);
        List<ServerMessage.Presence> presence = ann.transport.messages(ServerMessage.Presence.class);
        assertThat(presence.size() - before).as("frames in a second, one in 200 ms").isBetween(4, 7);
        assertThat(presence.getLast().changed()).singleElement()
                .satisfies(one -> assertThat(one.state()).contains("99"));
    }

    @Test
    @DisplayName("[W22] who misses more departures than are remembered joins again: 1013")
    void departuresAreBounded() {
        Wire ann = world.join("ann");
        world.room.pass(100);
        ann.transport.slow = true;
        List<Wire> guests = IntStream.range(0, 5).mapToObj(i -> world.join("g" + i)).toList();
        guests.forEach(guest -> guest.connection.closed());
        world.room.pass(100);
        drain(ann);
        world.room.pass(100);
        assertThat(ann.closed()).isEqualTo(CloseCode.OVERLOADED);
    }

    @Test
    @DisplayName("[W23] small messages that nobody reads are bounded: 4429")
    void controlsAreBounded() {
        Wire ann = world.join("ann");
        ann.transport.slow = true;
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"0\"}");
        for (int i = 0; i < ConnectionSettings.DEFAULTS.controlsMax(); i++) {
            ann.connection.receive("{\"type\":\"ping\",\"id\":\"1\"}");
        }
        assertThat(ann.closed()).isNull();
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"2\"}");
        assertThat(ann.closed()).isEqualTo(CloseCode.TOO_FAST);
        drain(ann);
    }

    @Test
    @DisplayName("[W24] asked to close after what is published, it sends that first; nothing after")
    void closesAfterFlush() {
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        ann.transport.slow = true;
        for (int i = 0; i < 9; i++) {
            ben.write(i, "x".repeat(500));
            world.room.settle();
        }
        ann.connection.closeAfterFlush(CloseCode.RESTARTING, "restarting");
        assertThat(ann.closed()).isNull();
        while (ann.transport.sent() || world.room.step()) {
            // Until nothing moves.
        }
        assertThat(ann.closed()).isEqualTo(CloseCode.RESTARTING);
        assertRunsOn(ann.transport.messages(ServerMessage.Ops.class), 0, 9);
        ben.write(9, "y");
        world.room.pass(1_000);
        assertRunsOn(ann.transport.messages(ServerMessage.Ops.class), 0, 9);
    }

    private void drain(Wire wire) {
        do {
            world.room.settle();
        } while (wire.transport.sent());
    }

    private static void assertRunsOn(List<ServerMessage.Ops> ops, long from, long to) {
        long version = from;
        for (ServerMessage.Ops one : ops) {
            assertThat(one.firstVersion()).isEqualTo(version + 1);
            version += one.operations().size();
        }
        assertThat(version).isEqualTo(to);
    }
}
