package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Limits;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import java.util.UUID;
import java.util.concurrent.Executor;

/** The real connection behind a socket that a simulation makes. */
public final class ServerSocketEnd {

    private final Connection connection;

    /** What the socket does for the connection; as {@link Transport}. */
    public interface Wire {

        void send(byte[] utf8, Runnable done);

        void ping();

        void close(int code, String reason);

        void abort();
    }

    public ServerSocketEnd(UUID documentId, Author author, Rooms rooms, Wire wire, Limits limits, TimeSource time,
            Executor executor, ConnectionMeter meter) {
        ConnectionSettings usual = ConnectionSettings.DEFAULTS;
        ConnectionSettings settings = new ConnectionSettings(limits, usual.heartbeatMillis(), usual.helloMillis(),
                usual.sendMillis(), usual.presenceMillis(), usual.selectionsMax(), usual.controlsMax(),
                usual.otherMessagesPerSecond(), usual.overRateMillis(), usual.socketsPerUser(),
                usual.socketsPerAddress());
        connection = new Connection(documentId, author, rooms, new OnWire(wire), settings, time, executor,
                (joined, document) -> {}, meter);
    }

    /** Nanoseconds to wait before the next frame is read. */
    public long receive(String frame) {
        return connection.receive(frame);
    }

    /** A pong came. */
    public long control() {
        return connection.control();
    }

    /** The socket is gone. */
    public void closed() {
        connection.closed();
    }

    public void tick() {
        connection.tick();
    }

    private record OnWire(Wire wire) implements Transport {

        @Override
        public void send(byte[] utf8, Runnable done) {
            wire.send(utf8, done);
        }

        @Override
        public void ping() {
            wire.ping();
        }

        @Override
        public void close(CloseCode code, String reason) {
            wire.close(code.code(), reason);
        }

        @Override
        public void abort() {
            wire.abort();
        }
    }
}
