package io.cowrite.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class TurnstileTests {

    private static final int REQUESTS = 3;
    private static final int HANDSHAKES = 2;
    private static final String CALL = "/api/v1/documents";
    private static final String SOCKET = "/ws/documents/x";

    private final BlockingQueue<String> inside = new LinkedBlockingQueue<>();
    private final Semaphore mayGo = new Semaphore(0);
    private final List<CompletableFuture<MockHttpServletResponse>> answers = new ArrayList<>();

    @AfterEach
    void letAllGo() {
        mayGo.release(1_000);
        answers.forEach(CompletableFuture::join);
    }

    @Test
    void soManyAreInsideAtATimeAndTheOthersFollowInTheirOrder() throws InterruptedException {
        Turnstile turnstile = turnstile(60_000);
        for (int i = 0; i < REQUESTS; i++) {
            comes(turnstile, CALL + i);
        }
        assertThat(areInside(REQUESTS)).containsExactlyInAnyOrder(CALL + 0, CALL + 1, CALL + 2);
        for (int i = 3; i < 6; i++) {
            Thread waiting = comes(turnstile, CALL + i);
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        assertThat(inside).isEmpty();
        for (int i = 3; i < 6; i++) {
            mayGo.release();
            assertThat(inside.take()).isEqualTo(CALL + i);
            assertThat(inside).isEmpty();
        }
    }

    @Test
    void handshakesAndOthersDoNotWaitForEachOtherAndProbesForNobody() throws InterruptedException {
        Turnstile turnstile = turnstile(60_000);
        IntStream.range(0, REQUESTS).forEach(_ -> comes(turnstile, CALL));
        areInside(REQUESTS);
        IntStream.range(0, HANDSHAKES).forEach(_ -> comes(turnstile, SOCKET));
        assertThat(areInside(HANDSHAKES)).containsOnly(SOCKET);
        List<String> probes = List.of("/livez", "/readyz", "/actuator/health");
        probes.forEach(probe -> comes(turnstile, probe));
        assertThat(areInside(3)).containsExactlyInAnyOrderElementsOf(probes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | Upgrade           | websocket
            GET  | Accept            | text/html
            GET  | Content-Length    | 1
            GET  | Transfer-Encoding | chunked
            """)
    void whatIsNoHandshakeWithoutABodyStandsInTheOtherLine(String method, String header, String value)
            throws Exception {
        Turnstile turnstile = turnstile(1);
        IntStream.range(0, HANDSHAKES).forEach(_ -> comes(turnstile, SOCKET));
        areInside(HANDSHAKES);
        MockHttpServletRequest other = new MockHttpServletRequest(method, SOCKET);
        other.addHeader(header, value);
        if (!header.equals("Accept")) {
            other.addHeader("Upgrade", "websocket");
        }
        if (header.equals("Content-Length")) {
            other.setContent(new byte[1]);
        }
        turnstile.doFilter(other, new MockHttpServletResponse(), (_, _) -> inside.add("other"));
        assertThat(inside.poll()).isEqualTo("other");
    }

    @Test
    void whoHasWaitedTooLongIsToldToTryAgain() throws Exception {
        Turnstile turnstile = turnstile(1);
        IntStream.range(0, HANDSHAKES).forEach(_ -> comes(turnstile, SOCKET));
        areInside(HANDSHAKES);
        MockHttpServletResponse answer = ask(turnstile, SOCKET);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getContentAsString()).contains("\"code\":\"busy\"");
        mayGo.release();
        CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join();
        comes(turnstile, SOCKET);
        assertThat(inside.take()).as("who waited in vain keeps no place").isEqualTo(SOCKET);
    }

    @Test
    void whoFailsInsideKeepsNoPlace() throws Exception {
        Turnstile turnstile = turnstile(60_000);
        for (int i = 0; i <= REQUESTS; i++) {
            CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> {
                try {
                    turnstile.doFilter(request(CALL), new MockHttpServletResponse(), (_, _) -> {
                        throw new IllegalStateException("it fails");
                    });
                } catch (Exception e) {
                    inside.add(String.valueOf(e.getMessage()));
                }
            });
            failing.join();
            assertThat(inside.take()).isEqualTo("it fails");
        }
    }

    private static Turnstile turnstile(long waitMillisMax) {
        PatientLine handshakes = new PatientLine(HANDSHAKES, () -> 0, () -> {}); // No time passes: it is never stuck.
        return new Turnstile(REQUESTS, handshakes, waitMillisMax, new ProblemWriter(new JsonMapper()));
    }

    /** Somebody who stays inside until let go. */
    private Thread comes(Turnstile turnstile, String path) {
        CompletableFuture<MockHttpServletResponse> answer = new CompletableFuture<>();
        answers.add(answer);
        return Thread.ofPlatform().start(() -> {
            try {
                answer.complete(ask(turnstile, path));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private MockHttpServletResponse ask(Turnstile turnstile, String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        turnstile.doFilter(request(path), response, (_, _) -> {
            inside.add(path);
            mayGo.acquireUninterruptibly();
        });
        return response;
    }

    private static MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        if (path.equals(SOCKET)) {
            request.addHeader("Upgrade", "websocket");
        }
        return request;
    }

    /** The next who are inside, that many. */
    private List<String> areInside(int count) throws InterruptedException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(inside.take());
        }
        return paths;
    }
}
