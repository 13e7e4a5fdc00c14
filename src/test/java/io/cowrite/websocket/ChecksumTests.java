package io.cowrite.websocket;

import io.cowrite.kernel.Text;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checksums that travel with the stream, and clients that differ. */
class ChecksumTests {

    private final ConnectionWorld world = ConnectionWorld.usual();
    private final Wire ann = world.join("ann");
    private final Wire ben = world.join("ben");

    @Test
    @DisplayName("[P4] a checksum comes at most every 5 s a document, for the end of its frame, to all the same")
    void atMostEveryFiveSeconds() {
        for (int i = 0; i < 121; i++) {
            ben.write(i, "é😀\\n");
            world.room.pass(100);
        }
        List<ServerMessage.Ops> told = checksummed(ann);
        assertThat(told).extracting(ServerMessage.Ops::firstVersion).containsExactly(1L, 51L, 101L);
        assertThat(told).isEqualTo(checksummed(ben));
        for (ServerMessage.Ops ops : told) {
            String text = "é😀\n".repeat((int) ops.firstVersion() + ops.operations().size() - 1);
            CRC32 crc = new CRC32();
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            assertThat(ops.checksum()).isEqualTo(crc.getValue());
            assertThat(Text.of(text).checksum()).isEqualTo(crc.getValue());
        }
    }

    @Test
    @DisplayName("[P4] a frame that does not reach the newest version has none")
    void onlyAtItsEnd() {
        ann.transport.slow = true;
        ann.connection.receive("{\"type\":\"ping\",\"id\":\"keeps it busy\"}");
        for (int i = 0; i < 3; i++) {
            ben.write(i, "x".repeat(40_000));
            world.room.pass(6_000);
        }
        while (ann.transport.sent()) {
            world.room.settle();
        }
        assertThat(ann.transport.messages(ServerMessage.Ops.class))
                .extracting(ops -> ops.checksum() != null)
                .containsExactly(false, false, true);
    }

    @Test
    @DisplayName("[P4] who says that it differs is counted once, and stays connected until it leaves")
    void whoDiffersIsCounted() {
        String diverged = "{\"type\":\"diverged\",\"version\":0,\"checksum\":7}";
        ann.connection.receive(diverged);
        ann.connection.receive(diverged);
        ben.connection.receive(diverged);
        assertThat(world.room.rooms.divergences()).isEqualTo(2);
        assertThat(ann.closed()).isNull();
    }

    private static List<ServerMessage.Ops> checksummed(Wire wire) {
        return wire.transport.messages(ServerMessage.Ops.class).stream()
                .filter(ops -> Objects.nonNull(ops.checksum()))
                .toList();
    }
}
