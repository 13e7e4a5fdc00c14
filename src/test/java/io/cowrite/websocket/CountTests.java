package io.cowrite.websocket;

import com.sun.management.ThreadMXBean;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operation costs, in counts that are the same on every machine. A bound is about a third above what was counted
 * when it was set: who passes one has made every operation dearer, and says why or takes it back.
 */
class CountTests {

    private static final int READERS = 100;
    private static final int EDITS = 2_000;
    private static final long LETTER_BYTES_MAX = 9_000;
    private static final long DELIVERY_BYTES_MAX = 250;

    private final ConnectionWorld world = ConnectionWorld.usual();

    @Test
    @DisplayName("a publication is encoded once, however many read")
    void oneEncoding() {
        Wire writer = world.join("writer");
        List<Wire> readers = readers(READERS);
        forget(readers);
        for (int i = 0; i < 10; i++) {
            write(writer, i);
        }
        Set<byte[]> encoded = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Wire reader : readers) {
            assertThat(reader.transport.messages(ServerMessage.Ops.class)).hasSize(10);
            encoded.addAll(reader.transport.frames);
        }
        assertThat(encoded).hasSize(10);
    }

    @Test
    @DisplayName("who lags is served by the same bytes as those who lag as far")
    void oneEncodingForAllWhoLag() {
        Wire writer = world.join("writer");
        List<Wire> readers = readers(READERS);
        readers.forEach(reader -> reader.transport.slow = true);
        write(writer, 0);
        forget(readers);
        for (int i = 1; i <= 250; i++) {
            write(writer, i);
        }
        readers.forEach(reader -> reader.transport.sent());
        Set<byte[]> encoded = Collections.newSetFromMap(new IdentityHashMap<>());
        readers.forEach(reader -> encoded.addAll(reader.transport.frames));
        assertThat(encoded).hasSize(1);
    }

    @Test
    @DisplayName("a letter comes in 90 bytes and goes out in 350")
    void bytesOfALetter() {
        Wire writer = world.join("writer");
        Wire reader = readers(1).getFirst();
        forget(List.of(reader));
        byte[] submission = ClientCodec.encode(new ClientMessage.Submit(1, 0, Delta.of(new Op.Insert("a")), 0));
        assertThat(submission).hasSizeLessThanOrEqualTo(90);
        writer.connection.receive(new String(submission, StandardCharsets.UTF_8));
        world.room.settle();
        assertThat(reader.transport.frames).singleElement().satisfies(frame -> assertThat(frame)
                .hasSizeLessThanOrEqualTo(350));
    }

    @Test
    @DisplayName("bytes allocated for a letter and for each delivery of it, on the server's side of the sockets")
    void allocations() {
        long alone = allocatedByAnEdit(0);
        long crowded = allocatedByAnEdit(READERS);
        long delivery = (crowded - alone) / READERS;
        System.out.println(alone + " bytes allocated for a letter, " + delivery + " for each delivery");
        assertThat(alone).isLessThanOrEqualTo(LETTER_BYTES_MAX);
        assertThat(delivery).isLessThanOrEqualTo(DELIVERY_BYTES_MAX);
    }

    private static long allocatedByAnEdit(int readers) {
        ConnectionWorld world = ConnectionWorld.usual();
        Wire writer = world.join("writer");
        for (int i = 0; i < readers; i++) {
            world.join("reader-" + i).transport.frames = new Forgetful();
        }
        writer.transport.frames = new Forgetful();
        for (int i = 0; i < EDITS; i++) {
            write(world, writer, i);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EDITS; i++) {
            write(world, writer, EDITS + i);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / EDITS;
    }

    /** Keeps nothing, so that only the server's own is counted. */
    private static final class Forgetful extends ArrayList<byte[]> {
        @Override
        public boolean add(byte[] frame) {
            return true;
        }
    }

    private List<Wire> readers(int count) {
        List<Wire> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readers.add(world.join("reader-" + i));
        }
        world.room.pass(60_000);
        return readers;
    }

    private static void forget(List<Wire> wires) {
        wires.forEach(wire -> wire.transport.frames.clear());
    }

    private void write(Wire writer, long base) {
        write(world, writer, base);
    }

    private static void write(ConnectionWorld world, Wire writer, long base) {
        writer.write(base, "a");
        world.room.settle();
    }
}
