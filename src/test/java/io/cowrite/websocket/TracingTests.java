package io.cowrite.websocket;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A receiver of OTLP over HTTP is told of what takes time, and of nothing that is anybody's business. */
@DirtiesContext
@Timeout(120)
class TracingTests extends SocketTest {

    private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";

    private static final BlockingQueue<byte[]> RECEIVED = new LinkedBlockingQueue<>();
    private static final HttpServer RECEIVER = receiver();

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                RECEIVED.add(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add("cowrite.tracing.endpoint",
                () -> "http://127.0.0.1:" + RECEIVER.getAddress().getPort() + "/v1/traces");
        registry.add("cowrite.snapshots.entries", () -> 1);
    }

    @AfterAll
    static void stop() {
        RECEIVER.stop(0);
    }

    @Test
    void aCallAJoinALoadACommitAndASnapshotAreTold() throws InterruptedException {
        join("writer").write("nobody's business");
        ann().get(path(), "traceparent", "00-" + CALLER + "-b7ad6b7169203331-01");
        ann().get("/livez");
        String told = toldUntil("commit", "join", "room load", "snapshot", "cowrite.entries", "cowrite.bytes",
                "POST /api/v1/documents", "GET /api/v1/documents/{id}",
                new String(HexFormat.of().parseHex(CALLER), StandardCharsets.ISO_8859_1),
                documentId().substring(0, 13));
        assertThat(told).contains("service.name").doesNotContain("nobody", "hello", "Plan", "livez", documentId());
        ann().cookies().values().forEach(secret -> assertThat(told).doesNotContain(secret));
    }

    /** All that was told, once {@code words} are among it; strings lie in it as they are. */
    private static String toldUntil(String... words) throws InterruptedException {
        StringBuilder told = new StringBuilder();
        while (!List.of(words).stream().allMatch(word -> told.indexOf(word) >= 0)) {
            told.append(new String(RECEIVED.take(), StandardCharsets.ISO_8859_1));
        }
        return told.toString();
    }
}
