package io.cowrite.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Real clients on real sockets, of which somebody else hears every frame. */
public final class TappedConnections implements AutoCloseable {

    /** Hears the frames of one connection; one call at a time for each direction. */
    public interface Tap {

        /** Before it is sent. */
        void sends(String frame);

        /** Before the replica takes it, or not, since it has another connection by now. */
        void receives(String frame);
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final SystemTimer timer = new SystemTimer();
    private final SecureRandom names = new SecureRandom();

    /**
     * A connection that comes back by itself.
     *
     * @param service asked for at each attempt: another one each time is possible
     */
    public DocumentConnection open(
            Supplier<URI> service, String cookie, UUID documentId, Supplier<Tap> taps,
            ConnectionListener listener) {
        Transport transport = handler -> {
            Tap tap = taps.get();
            URI address = service.get();
            URI socket = URI.create("ws://" + address.getRawAuthority() + "/ws/documents/" + documentId);
            Map<String, String> headers = Map.of("Origin", address.toString(), "Cookie", cookie);
            return new TappedChannel(
                    new WebSocketTransport(http, socket, () -> headers).connect(new TappedHandler(handler, tap)), tap);
        };
        SplittableRandom random = new SplittableRandom();
        DocumentConnection connection = new DocumentConnection(transport, timer, random, this::name, listener);
        connection.open();
        return connection;
    }

    private String name() {
        byte[] bytes = new byte[8];
        names.nextBytes(bytes);
        return "real-" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        timer.close();
        http.shutdownNow();
    }

    private record TappedHandler(Transport.Handler handler, Tap tap) implements Transport.Handler {

        @Override
        public void opened() {
            handler.opened();
        }

        @Override
        public void received(String frame) {
            tap.receives(frame);
            handler.received(frame);
        }

        @Override
        public void closed(int code, String reason) {
            handler.closed(code, reason);
        }
    }

    private record TappedChannel(Transport.Channel channel, Tap tap) implements Transport.Channel {

        @Override
        public void send(String frame) {
            tap.sends(frame);
            channel.send(frame);
        }

        @Override
        public void close() {
            channel.close();
        }

        @Override
        public void abort() {
            channel.abort();
        }
    }
}
