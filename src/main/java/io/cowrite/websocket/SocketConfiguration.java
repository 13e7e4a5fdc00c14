package io.cowrite.websocket;

import io.cowrite.access.AllowedOrigins;
import io.cowrite.access.Authors;
import io.cowrite.document.Visits;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.observability.Gauges;
import io.cowrite.protocol.Limits;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Configurable;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.ServletContextAware;
import org.springframework.web.socket.WebSocketHandler;
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
            @Value("${cowrite.hello-millis:5000}") int helloMillis,
            @Value("${cowrite.limits.other-messages-per-second:100}") int otherMessagesPerSecond,
            @Value("${cowrite.limits.sockets-per-user:64}") int socketsPerUser,
            @Value("${cowrite.limits.sockets-per-address:512}") int socketsPerAddress) {
        ConnectionSettings defaults = ConnectionSettings.DEFAULTS;
        return new ConnectionSettings(
                limits,
                heartbeatMillis,
                helloMillis,
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
    Connections connections(ConnectionSettings settings, Gauges gauges) {
        Connections connections = new Connections(settings);
        gauges.add("cowrite.connections", "connections", "Sockets that are open", connections::size);
        return connections;
    }

    @Bean
    ConnectionTicker connectionTicker(Connections connections, TimeSource time) {
        return new ConnectionTicker(connections, time);
    }

    @Bean
    SocketVisits socketVisits(Visits visits) {
        return new SocketVisits(visits::record);
    }

    @Bean
    AuthorChanges authorChanges(Connections connections) {
        return new AuthorChanges(connections);
    }

    @Bean
    WebSocketHandlerMapping socketMapping(
            Rooms rooms,
            Connections connections,
            ConnectionSettings settings,
            TimeSource time,
            AllowedOrigins origins,
            Authors authors,
            SocketVisits visits,
            ConnectionMeter meter) {
        Executor writers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cowrite-writer-", 0).factory());
        CowriteWebSocketHandler handler = new CowriteWebSocketHandler(rooms, connections, settings, time, writers,
                visits, meter);
        WebSocketHttpRequestHandler requests = new WebSocketHttpRequestHandler(handler, new Upgrade());
        requests.setHandshakeInterceptors(List.of(new Handshake(origins, authors)));
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setOrder(1);
        mapping.setUrlMap(Map.<String, HttpRequestHandler>of("/ws/documents/*", requests));
        return mapping;
    }

    /** The upgrade: our choice of subprotocol, no extension but our own, the limits of a frame. */
    private static final class Upgrade extends AbstractHandshakeHandler implements ServletContextAware {

        private final WatchedUpgrade jetty;

        Upgrade() {
            this(new WatchedUpgrade());
        }

        private Upgrade(WatchedUpgrade jetty) {
            super(jetty);
            this.jetty = jetty;
        }

        @Override
        public void setServletContext(ServletContext context) {
            jetty.addWebSocketConfigurer(Upgrade::configure);
            jetty.setServletContext(context);
            withoutOtherExtensions(context);
        }

        /** Jetty agrees by itself to what a client offers of those it has; compressed frames may be bombs. */
        private static void withoutOtherExtensions(ServletContext context) {
            ContextHandler handler = ServletContextHandler.getServletContextHandler(context);
            WebSocketExtensionRegistry extensions = WebSocketServerComponents.getWebSocketComponents(handler)
                    .getExtensionRegistry();
            List.copyOf(extensions.getAvailableExtensionNames()).forEach(extensions::unregister);
            extensions.register(FrameWatch.NAME, FrameWatch.class);
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

        /** The default refuses cross-origin requests by a rule of its own; {@link Handshake} has decided already. */
        @Override
        protected boolean isValidOrigin(ServerHttpRequest request) {
            return request instanceof ServletServerHttpRequest;
        }
    }
}
