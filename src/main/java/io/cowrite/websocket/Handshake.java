package io.cowrite.websocket;

import io.cowrite.access.AllowedOrigins;
import io.cowrite.access.Author;
import io.cowrite.access.Authors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** What is decided before the upgrade: the Origin, the subprotocol, and who it is. */
final class Handshake implements HandshakeInterceptor {

    static final String PROTOCOL = "cowrite.v1";
    static final String PROTOCOL_FAMILY = "cowrite.v";
    static final String AUTHOR = "cowrite.author";
    static final String ADDRESS = "cowrite.address";
    static final String DOCUMENT = "cowrite.document";

    private final AllowedOrigins origins;
    private final Authors authors;

    Handshake(AllowedOrigins origins, Authors authors) {
        this.origins = origins;
        this.authors = authors;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        if (!originIsAllowed(request, servletRequest)) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }
        if (chosen(requested(request)).isEmpty()) {
            response.setStatusCode(HttpStatus.BAD_REQUEST);
            return false;
        }
        Optional<Author> author = authors.of(servletRequest);
        author.ifPresent(known -> attributes.put(AUTHOR, known));
        attributes.put(ADDRESS, servletRequest.getRemoteAddr());
        String path = servletRequest.getRequestURI();
        attributes.put(DOCUMENT, path.substring(path.lastIndexOf('/') + 1));
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}

    private boolean originIsAllowed(ServerHttpRequest request, HttpServletRequest servletRequest) {
        List<String> headers = request.getHeaders().getOrDefault("Origin", List.of());
        String host = servletRequest.getHeader("Host");
        return origins.allow(headers, Authors.hasCookie(servletRequest), servletRequest.getScheme(), host);
    }

    static List<String> requested(ServerHttpRequest request) {
        return new WebSocketHttpHeaders(request.getHeaders()).getSecWebSocketProtocol();
    }

    /**
     * The subprotocol to answer with: ours, or one of the family alone, so that a browser can be told by a close code
     * that it is not supported; empty: the handshake is refused.
     */
    static Optional<String> chosen(List<String> requested) {
        if (requested.contains(PROTOCOL)) {
            return Optional.of(PROTOCOL);
        }
        boolean familyAlone = requested.size() == 1 && requested.getFirst().startsWith(PROTOCOL_FAMILY);
        return familyAlone ? Optional.of(requested.getFirst()) : Optional.empty();
    }
}
