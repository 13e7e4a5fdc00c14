package io.cowrite.websocket;

import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketCreator;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/** Jetty's upgrade with a {@link FrameWatch} on every socket; Spring's own knows of no extensions. */
final class WatchedUpgrade extends JettyRequestUpgradeStrategy {

    /** Parsed once: Jetty looks through the whole class path for its parser each time. Nobody changes it. */
    private static final List<ExtensionConfig> EXTENSIONS = List.of(ExtensionConfig.parse(FrameWatch.NAME));

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        var servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
        JettyWebSocketHandlerAdapter socket = new JettyWebSocketHandlerAdapter(
                handler, new JettyWebSocketSession(attributes, user));
        JettyWebSocketCreator creator = (_, upgrade) -> {
            upgrade.setAcceptedSubProtocol(protocol);
            upgrade.setExtensions(EXTENSIONS);
            return socket;
        };
        try {
            JettyWebSocketServerContainer.getContainer(servletRequest.getServletContext())
                    .upgrade(creator, servletRequest, servletResponse);
        } catch (IOException | RuntimeException e) {
            throw new HandshakeFailureException("the socket could not be upgraded", e);
        }
    }
}
