package io.cowrite.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers on both ports of the service while it waits for what it cannot start without: it is alive, and not ready.
 * Whoever asks for anything else is told {@code unavailable}.
 */
public final class Anteroom implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Anteroom.class);

    private static final Set<String> LIVENESS = Set.of("/livez", "/actuator/health/liveness");
    private static final String HEALTH = "/actuator/health";
    private static final Set<String> READINESS = Set.of("/readyz", "/actuator/health/readiness", HEALTH);
    private static final int SECONDS_TO_TRY_AGAIN = 5;

    private final List<HttpServer> servers = new ArrayList<>();
    private final byte[] unavailable = new JsonMapper().writeValueAsBytes(Problem.of(ProblemCode.UNAVAILABLE));

    private Anteroom() {}

    /** Opens it on the addresses that {@code environment} names for the service and its operators. */
    public static Anteroom open(Environment environment) {
        Anteroom anteroom = new Anteroom();
        anteroom.listen(environment.getProperty("server.address"), environment.getProperty("server.port"));
        anteroom.listen(environment.getProperty("management.server.address"),
                environment.getProperty("management.server.port"));
        return anteroom;
    }

    /** The port as it was named; 0 if that was left to the system, or somebody else has it: then the service will say so. */
    private void listen(@Nullable String address, @Nullable String port) {
        if (port == null || port.equals("0")) {
            return;
        }
        try {
            InetSocketAddress at = address == null || address.isBlank()
                    ? new InetSocketAddress(Integer.parseInt(port))
                    : new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port));
            HttpServer server = HttpServer.create(at, 0);
            server.createContext("/", this::answer);
            server.start();
            servers.add(server);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("Nothing answers on port {} until the service starts: {}", port, e.getMessage());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (LIVENESS.contains(path)) {
                answer(exchange, 200, MediaType.APPLICATION_JSON_VALUE, status("UP"));
            } else if (READINESS.contains(path)) {
                answer(exchange, 503, MediaType.APPLICATION_JSON_VALUE, status("DOWN"));
            } else {
                answer(exchange, ProblemCode.UNAVAILABLE.status(), MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        unavailable);
            }
        }
    }

    private static byte[] status(String status) {
        return "{\"status\":\"%s\"}".formatted(status).getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status != 200) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(SECONDS_TO_TRY_AGAIN));
        }
        boolean wantsBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, wantsBody ? body.length : -1);
        if (wantsBody) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Frees the ports. */
    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
