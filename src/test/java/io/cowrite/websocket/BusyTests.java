package io.cowrite.websocket;

import io.cowrite.web.Browser.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A service with one place for requests, held by somebody whose body does not come. */
@TestPropertySource(properties = {"cowrite.limits.requests-at-a-time=1", "cowrite.limits.wait-millis=300"})
class BusyTests extends SocketTest {

    @Test
    @DisplayName("[R11] [R12] who waits too long is told busy; sockets, health and people who are there do not notice")
    void aRequestThatHoldsTheOnlyPlace() throws IOException {
        try (Socket slow = new Socket("localhost", port())) {
            send(slow, "POST " + DOCUMENTS, "Content-Type: application/json",
                    "X-XSRF-TOKEN: " + ann().cookies().get("XSRF-TOKEN"));
            Answer answer = ann().get(path());
            for (int tries = 0; answer.status() == 200 && tries < 1_000; tries++) {
                answer = ann().get(path());
            }
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("code")).isEqualTo("busy");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
            assertThat(ann().get("/livez").status()).isEqualTo(200);
            assertThat(ann().get("/actuator/health").status()).isEqualTo(200);
            open(ann(), "another").settled();
            bystander().write("+");
        }
        int tries = 0;
        while (ann().get(path()).status() != 200) {
            assertThat(++tries).as("tries after the place is free").isLessThan(100);
        }
    }

    @Test
    @DisplayName("[R11] who asks for a socket with a body that does not come holds no place in the line of those who ask for one")
    void aHandshakeWithABody() throws IOException {
        try (Socket slow = new Socket("localhost", port())) {
            send(slow, "GET /ws/documents/" + documentId(), "Connection: Upgrade", "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: cowrite.v1", "Origin: http://localhost:" + port());
            for (int i = 0; i < 5; i++) {
                open(ann(), "c" + i).settled();
            }
        }
    }

    /** The head of a request of Ann's, and no byte of its body. */
    private void send(Socket socket, String request, String... headers) throws IOException {
        String head = request + " HTTP/1.1\r\nHost: localhost:" + port() + "\r\nCookie: " + Seat.cookies(ann())
                + "\r\nContent-Length: 1000\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }
}
