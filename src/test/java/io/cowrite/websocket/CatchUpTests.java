package io.cowrite.websocket;

import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.RoomView;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is far behind gets entries composed. */
class CatchUpTests {

    /** What a client makes of a stream. */
    private static final class Reader {

        private final List<Entry> log;
        private Text content = Text.EMPTY;
        private Point point;
        private int composed;

        Reader(List<Entry> log, Point start) {
            this.log = log;
            this.point = start;
        }

        void take(ServerMessage message) throws InapplicableException {
            switch (message) {
                case ServerMessage.Ops ops -> {
                    assertThat(ops.firstVersion()).isEqualTo(point.version() + 1);
                    for (Entry entry : ops.operations()) {
                        advance(entry);
                    }
                    assertThat(ops.hash()).isEqualTo(point.hash());
                }
                case ServerMessage.Catchup catchup -> {
                    Text before = content;
                    composed++;
                    while (point.version() < catchup.toVersion()) {
                        advance(log.get((int) point.version()));
                    }
                    assertThat(before.apply(catchup.operation())).isEqualTo(content);
                    assertThat(catchup.hash()).isEqualTo(point.hash());
                }
                default -> {
                }
            }
        }

        private void advance(Entry entry) throws InapplicableException {
            content = content.apply(entry.operation());
            point = new Point(point.version() + 1, HashChain.next(point.hash(), EntryCodec.encode(entry)));
        }
    }

    @ParameterizedTest
    @CsvSource({"2000, 300, 0", "2000, 1500, 1", "10, 99, 0", "10, 100, 1", "10, 1500, 1"})
    @DisplayName("[W25] what a connection is behind comes composed: from 100 entries on in the store, or above a frame")
    void farBehind(int tail, int entries, int composed) throws InapplicableException {
        ConnectionWorld world = ConnectionWorld.withTail(tail);
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        ann.transport.slow = true;
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"keeps it busy\"}");
        write(world, ben, entries);
        Reader reader = drained(world, ann);
        assertThat(reader.point.version()).isEqualTo(entries);
        assertThat(reader.composed > 0).isEqualTo(composed > 0);
    }

    @Test
    @DisplayName("[W25] never over an entry of one's own replica")
    void ownEntriesComeAsTheyAre() throws InapplicableException {
        ConnectionWorld world = ConnectionWorld.usual();
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        ann.transport.slow = true;
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"keeps it busy\"}");
        write(world, ben, 600);
        ann.write(0, "mine");
        world.room.settle();
        for (int i = 601; i < 900; i++) {
            ben.write(i, "y");
            world.room.settle();
        }
        Reader reader = drained(world, ann);
        assertThat(reader.composed).isEqualTo(1);
        assertThat(reader.point.version()).isEqualTo(world.room.entries().size());
        assertThat(ann.transport.messages(ServerMessage.Ops.class)).hasSize(1).first()
                .satisfies(ops -> assertThat(ops.operations().getFirst().clientId()).isEqualTo("ann"));
    }

    @Test
    @DisplayName("[W25] only if it is smaller than the entries, and as long as it fits a frame")
    void onlyIfItIsWorthIt() throws InapplicableException {
        ConnectionWorld world = ConnectionWorld.usual();
        Wire ann = world.join("ann");
        Wire ben = world.join("ben");
        ann.transport.slow = true;
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"keeps it busy\"}");
        for (int i = 0; i < 300; i++) {
            ben.write(i, "x".repeat(600));
            world.room.settle();
        }
        Reader reader = drained(world, ann);
        assertThat(reader.point.version()).isEqualTo(300);
        List<Integer> sizes = ann.transport.messages(ServerMessage.Catchup.class).stream()
                .map(catchup -> catchup.operation().lengthChange())
                .toList();
        assertThat(sizes).isNotEmpty().allMatch(size -> size <= RoomView.FRAME_BYTES);
        assertThat(sizes.getFirst()).as("the longest run that fits").isGreaterThan(RoomView.FRAME_BYTES - 1_000);
        assertThat(ann.transport.frames).allMatch(frame -> frame.length <= RoomView.FRAME_BYTES + 256);
    }

    private static void write(ConnectionWorld world, Wire wire, int count) {
        for (int i = 0; i < count; i++) {
            wire.write(i, "x" + i);
            world.room.settle();
            if (i % 100 == 99) {
                world.room.pass(1_000);
            }
        }
    }

    private static Reader drained(ConnectionWorld world, Wire wire) throws InapplicableException {
        do {
            world.room.settle();
        } while (wire.transport.sent());
        ServerMessage.Welcome welcome = wire.transport.messages(ServerMessage.Welcome.class).getFirst();
        Reader reader = new Reader(world.room.entries(), new Point(welcome.version(), welcome.hash()));
        for (ServerMessage message : wire.transport.messages()) {
            reader.take(message);
        }
        return reader;
    }
}
