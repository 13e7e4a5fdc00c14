package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Limits;
import io.cowrite.room.RoomSettings;
import io.cowrite.room.RoomWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Connections to a real room in memory, over transports that the test slows down. */
final class ConnectionWorld {

    /** A tail of four entries, and room for long ones. */
    static final RoomSettings ROOM = new RoomSettings(
            new Limits(100_000, 4_000, 10_000_000, 200), 4, 1 << 20, 1_000, 256 << 10, 128 << 10, 10_000, 100, 4_096,
            3, 60_000, 64L << 20, 20);

    final RoomWorld room;
    final ConnectionSettings settings;
    /** Who opened the document, as its visits would be told. */
    final List<String> joins = new ArrayList<>();
    private final Executor writers;

    ConnectionWorld(ConnectionSettings settings, long seed) {
        this(settings, seed, Runnable::run);
    }

    /** The same with writing done when {@code writers} run it. */
    ConnectionWorld(ConnectionSettings settings, long seed, Executor writers) {
        this(settings, ROOM, seed, writers);
    }

    private ConnectionWorld(ConnectionSettings settings, RoomSettings room, long seed, Executor writers) {
        this.writers = writers;
        this.room = new RoomWorld(room, seed);
        this.settings = settings;
    }

    /** With the usual tail. */
    static ConnectionWorld usual() {
        return new ConnectionWorld(ConnectionSettings.DEFAULTS, RoomSettings.DEFAULTS, 1, Runnable::run);
    }

    /** With a tail of {@code tail} entries, and large reads. */
    static ConnectionWorld withTail(int tail) {
        RoomSettings room = new RoomSettings(
                Limits.DEFAULTS, tail, 1 << 20, 1_000, 256 << 10, 128 << 10, 10_000, 100, 256 << 10, 3, 60_000,
                64L << 20, 20);
        return new ConnectionWorld(ConnectionSettings.DEFAULTS, room, 1, Runnable::run);
    }

    /** A connection of somebody, with its transport. */
    final class Wire {
        final FakeTransport transport = new FakeTransport();
        final Connection connection;
        private final String name;
        private long sequence;

        private Wire(String name) {
            this.name = name;
            this.connection = new Connection(room.documentId, new Author("user-" + name, name, "#abcdef"), room.rooms,
                    transport, settings, room.time(), writers, (author, document) -> joins.add(author.name()),
                    ConnectionMeter.NONE);
        }

        /** Says hello, and lets everything run. */
        Wire join() {
            connection.receive("{\"type\":\"hello\",\"clientId\":\"" + name + "\",\"attempt\":1}");
            room.settle();
            return this;
        }

        /** Inserts {@code text} at the start of version {@code base}, and lets nothing run. */
        long write(long base, String text) {
            sequence++;
            return connection.receive("{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + base
                    + ",\"operation\":[{\"insert\":\"" + text + "\"}]}");
        }

        @Nullable
        CloseCode closed() {
            return transport.closed;
        }
    }

    Wire open(String name) {
        return new Wire(name);
    }

    Wire join(String name) {
        return open(name).join();
    }
}
