package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.protocol.CloseCode;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Gives every socket a {@link Connection} and hands it the frames. */
final class CowriteWebSocketHandler extends AbstractWebSocketHandler {

    private static final Logger log = LoggerFactory.getLogger(CowriteWebSocketHandler.class);
    private static final String CONNECTION = "cowrite.connection";
    private static final String TRANSPORT = "cowrite.transport";

    private final Rooms rooms;
    private final Connections connections;
    private final ConnectionSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final JoinListener joins;
    private final ConnectionMeter meter;

    CowriteWebSocketHandler(Rooms rooms, Connections connections, ConnectionSettings settings, TimeSource time,
            Executor executor, JoinListener joins, ConnectionMeter meter) {
        this.rooms = rooms;
        this.connections = connections;
        this.settings = settings;
        this.time = time;
        this.executor = executor;
        this.joins = joins;
        this.meter = meter;
    }

    @Override
    public void afterConnectionEstablished(org.springframework.web.socket.WebSocketSession session) {
        WebSocketSession jetty = ((JettyWebSocketSession) session).getNativeSession(WebSocketSession.class);
        if (jetty == null) {
            throw new IllegalStateException("the server is not Jetty");
        }
        CoreSession core = jetty.getCoreSession();
        FrameWatch watch = FrameWatch.of(core);
        Transport transport = new JettyTransport(core, watch, time);
        session.getAttributes().put(TRANSPORT, transport);
        if (!Handshake.PROTOCOL.equals(session.getAcceptedProtocol())) {
            transport.close(CloseCode.PROTOCOL_NOT_SUPPORTED, "this server speaks " + Handshake.PROTOCOL);
            return;
        }
        Author author = (Author) session.getAttributes().get(Handshake.AUTHOR);
        Optional<UUID> documentId = documentId(session);
        if (author == null) {
            transport.close(CloseCode.NOT_SIGNED_IN, "not signed in");
        } else if (documentId.isEmpty()) {
            transport.close(CloseCode.NO_SUCH_DOCUMENT, "no such document");
        } else {
            connect(session, transport, author, documentId.get())
                    .ifPresent(connection -> watch.watch(connection, text -> receive(connection, text)));
        }
    }

    /** Empty if there are too many. */
    private Optional<Connection> connect(
            org.springframework.web.socket.WebSocketSession session,
            Transport transport,
            Author author,
            UUID documentId) {
        if (!connections.admit(author.id(), address(session))) {
            transport.close(CloseCode.TOO_FAST, "too many sockets");
            return Optional.empty();
        }
        Connection connection = new Connection(documentId, author, rooms, transport, settings, time, executor, joins,
                meter);
        session.getAttributes().put(CONNECTION, connection);
        connections.add(connection);
        return Optional.of(connection);
    }

    @Override
    protected void handleTextMessage(org.springframework.web.socket.WebSocketSession session, TextMessage message) {
        Connection connection = connection(session);
        if (connection != null) {
            receive(connection, message.getPayload());
        }
    }

    private static void receive(Connection connection, String text) {
        FrameWatch.pause(connection.receive(text));
    }

    @Override
    protected void handleBinaryMessage(org.springframework.web.socket.WebSocketSession session, BinaryMessage message) {
        Connection connection = connection(session);
        if (connection != null) {
            connection.close(CloseCode.UNSUPPORTED_DATA, "text frames only");
        }
    }

    @Override
    public void handleTransportError(org.springframework.web.socket.WebSocketSession session, Throwable exception) {
        log.debug("socket {}: {}", session.getId(), exception.toString());
    }

    @Override
    public void afterConnectionClosed(org.springframework.web.socket.WebSocketSession session, CloseStatus status) {
        JettyTransport transport = (JettyTransport) session.getAttributes().get(TRANSPORT);
        meter.closed(transport == null ? status.getCode() : transport.closeCode(status.getCode()));
        Connection connection = connection(session);
        if (connection != null && session.getAttributes().remove(CONNECTION, connection)) {
            connections.remove(connection);
            Author author = (Author) session.getAttributes().get(Handshake.AUTHOR);
            if (author != null) {
                connections.release(author.id(), address(session));
            }
            connection.closed();
        }
    }

    /** Of the client, though a proxy may have passed it on. */
    private static String address(org.springframework.web.socket.WebSocketSession session) {
        return (String) session.getAttributes().getOrDefault(Handshake.ADDRESS, "");
    }

    private static @Nullable Connection connection(org.springframework.web.socket.WebSocketSession session) {
        return (Connection) session.getAttributes().get(CONNECTION);
    }

    private static Optional<UUID> documentId(org.springframework.web.socket.WebSocketSession session) {
        String text = (String) session.getAttributes().get(Handshake.DOCUMENT);
        try {
            UUID id = text == null ? null : UUID.fromString(text);
            return id == null || !id.toString().equals(text) ? Optional.empty() : Optional.of(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
