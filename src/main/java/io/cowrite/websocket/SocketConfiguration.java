package io.cowrite.websocket;

import io.cowrite.access.AllowedOrigins;
import io.cowrite.access.Authors;
import io.cowrite.protocol.Limits;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.websocket.api.Configurable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.AbstractHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Puts the socket at {@code /ws/documents/{documentId}}. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

    /** Largest frame of a client, bytes. */
    private static final int CLIENT_FRAME_BYTES = 64 << 10;

    @Bean
    ConnectionSettings connectionSettings(
            Limits limits,
            @Value("${cowrite.heartbeat-millis:15000}") int heartbeatMillis,
            @Value("${cowrite.limits.other-messages-per-second:100}") int otherMessagesPerSecond,
            @Value("${cowrite.limits.sockets-per-user:64}") int socketsPerUser,
            @Value("${cowrite.limits.sockets-per-address:512}") int socketsPerAddress) {
        ConnectionSettings defaults = ConnectionSettings.DEFAULTS;
        return new ConnectionSettings(
                limits,
                heartbeatMillis,
                defaults.helloMillis(),
                defaults.sendMillis(),
                defaults.presenceMillis(),
                defaults.selectionsMax(),
                defaults.controlsMax(),
                otherMessagesPerSecond,
                defaults.overRateMillis(),
                socketsPerUser,
                socketsPerAddress);
    }

    @Bean
    Connections connections(ConnectionSettings settings) {
        return new Connections(settings);
    }

    @Bean
    ConnectionTicker connectionTicker(Connections connections, TimeSource time) {
        return new ConnectionTicker(connections, time);
    }

    @Bean
    WebSocketHandlerMapping socketMapping(
            Rooms rooms,
            Connections connections,
            ConnectionSettings settings,
            TimeSource time,
            AllowedOrigins origins,
            Authors authors) {
        CowriteWebSocketHandler handler = new CowriteWebSocketHandler(rooms, connections, settings, time);
        WebSocketHttpRequestHandler requests = new WebSocketHttpRequestHandler(handler, new Upgrade());
        requests.setHandshakeInterceptors(List.of(new Handshake(origins, authors)));
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setOrder(1);
        mapping.setUrlMap(Map.<String, HttpRequestHandler>of("/ws/documents/*", requests));
        return mapping;
    }

    /** The upgrade: our choice of subprotocol, no extensions, the limits of a frame. */
    private static final class Upgrade extends AbstractHandshakeHandler {

        Upgrade() {
            super(strategy());
        }

        private static JettyRequestUpgradeStrategy strategy() {
            JettyRequestUpgradeStrategy strategy = new JettyRequestUpgradeStrategy();
            strategy.addWebSocketConfigurer(Upgrade::configure);
            return strategy;
        }

        private static void configure(Configurable socket) {
            socket.setMaxTextMessageSize(CLIENT_FRAME_BYTES);
            socket.setMaxBinaryMessageSize(CLIENT_FRAME_BYTES);
            socket.setMaxFrameSize(CLIENT_FRAME_BYTES);
            socket.setIdleTimeout(Duration.ZERO); // Silence is judged by heartbeats.
        }

        @Override
        protected String selectProtocol(List<String> requested, WebSocketHandler handler) {
            return Handshake.chosen(requested).orElseThrow();
        }

        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request, List<WebSocketExtension> requested, List<WebSocketExtension> supported) {
            return List.of();
        }

        /** The default refuses cross-origin requests by a rule of its own; {@link Handshake} has decided already. */
        @Override
        protected boolean isValidOrigin(ServerHttpRequest request) {
            return request instanceof ServletServerHttpRequest;
        }
    }
}
