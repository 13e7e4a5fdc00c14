package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What is decided before the first message. */
class HandshakeTests extends SocketTest {

    private static final String PROTOCOL = "Sec-WebSocket-Protocol: cowrite.v1";

    @Autowired
    private WebApplicationContext context;

    private RawSocket ask(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Cookie: " + Seat.cookies(ann()));
        return new RawSocket(port(), "/ws/documents/" + documentId(), all);
    }

    private String own() {
        return "Origin: http://localhost:" + port();
    }

    /** PORT stands for the service's port. */
    @ParameterizedTest
    @ValueSource(strings = {
            "http://evil.com", "https://localhost:PORT", "http://localhost", "http://localhost:1", "null", "",
            "HTTP://LOCALHOST:PORT", "http://LOCALHOST:PORT", "http://localhost.:PORT", "http://localhost:PORT/",
            "http://localhost:PORT.evil.com", "http://localhost.evil.com:PORT", "http://127.0.0.1:PORT",
            "localhost:PORT"
    })
    @DisplayName("[W2] a foreign Origin gets 403 before the upgrade")
    void aForeignOrigin(String origin) {
        try (RawSocket socket = ask("Origin: " + origin.replace("PORT", "" + port()), PROTOCOL)) {
            assertThat(socket.status()).isEqualTo(403);
        }
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W2] a cookie without an Origin, or with two, gets 403")
    void noOriginOrTwo() {
        try (RawSocket none = ask(PROTOCOL);
                RawSocket two = ask(own(), own(), PROTOCOL);
                RawSocket oneForeign = ask(own(), "Origin: http://evil.com", PROTOCOL);
                RawSocket good = ask(own(), PROTOCOL)) {
            assertThat(none.status()).isEqualTo(403);
            assertThat(two.status()).isEqualTo(403);
            assertThat(oneForeign.status()).isEqualTo(403);
            assertThat(good.status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "foo", "cowrite", "cowrite.w1", "Cowrite.v1", "foo, bar", "cowrite.v8, cowrite.v9"
    })
    @DisplayName("[W1] any other subprotocol gets 400")
    void anotherProtocol(String offered) {
        try (RawSocket socket = ask(own(), "Sec-WebSocket-Protocol: " + offered)) {
            assertThat(socket.status()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("[W1] no subprotocol gets 400; ours among others is chosen")
    void chosen() {
        try (RawSocket none = ask(own());
                RawSocket ours = ask(own(), "Sec-WebSocket-Protocol: foo, cowrite.v9, cowrite.v1")) {
            assertThat(none.status()).isEqualTo(400);
            assertThat(ours.status()).isEqualTo(101);
            assertThat(ours.header("Sec-WebSocket-Protocol")).containsExactly("cowrite.v1");
        }
    }

    @Test
    @DisplayName("[W1] an unknown version alone is echoed, then closed with 4406")
    void anUnknownVersion() {
        try (RawSocket socket = ask(own(), "Sec-WebSocket-Protocol: cowrite.v9")) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Protocol")).containsExactly("cowrite.v9");
            RawSocket.Frame frame = socket.read();
            assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(4406);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "permessage-deflate", "permessage-deflate; client_max_window_bits=8",
            "permessage-deflate; server_no_context_takeover, x-webkit-deflate-frame", "@identity", "@validation"
    })
    @DisplayName("[W3] no extension is agreed to")
    void noExtension(String offered) {
        try (RawSocket socket = ask(own(), PROTOCOL, "Sec-WebSocket-Extensions: " + offered)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @Test
    @DisplayName("[W17] Jetty does not close what is idle: heartbeats judge that")
    void jettyDoesNotCloseWhatIsIdle() {
        var servlets = context.getServletContext();
        assertThat(servlets).isNotNull();
        assertThat(JettyWebSocketServerContainer.getContainer(servlets).getIdleTimeout()).isZero();
    }

    @Test
    @DisplayName("[W4] who is not signed in is closed with 4401")
    void notSignedIn() {
        try (RawSocket socket = new RawSocket(port(), "/ws/documents/" + documentId(), List.of(own(), PROTOCOL));
                RawSocket forged = new RawSocket(port(), "/ws/documents/" + documentId(),
                        List.of(own(), PROTOCOL, "Cookie: " + Browser.GUEST_COOKIE + "=forged"))) {
            assertThat(socket.read().closeCode()).isEqualTo(4401);
            assertThat(forged.read().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    @DisplayName("[W4] unknown, trashed and other people's documents all close with the same 4404")
    void noSuchDocument() {
        String trashed = create(ann(), "x");
        ann().delete(DOCUMENTS + "/" + trashed);
        String closed = create(ann(), "x");
        ann().patch(DOCUMENTS + "/" + closed, "{\"generalAccess\":\"none\"}");
        Browser ben = guest();
        List<String> answers = new ArrayList<>();
        for (String id : List.of(UUID.randomUUID().toString(), trashed, closed, "x", "1-1-1-1-1",
                documentId().toUpperCase(Locale.ROOT))) {
            Seat seat = open(ben, id, "c");
            seat.socket.sendText("{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":1}");
            RawSocket.Frame frame = seat.closing();
            answers.add(frame.closeCode() + " " + frame.closeReason());
        }
        assertThat(answers).containsOnly("4404 no such document");
        assertThat(open(ann(), closed, "c").join().path("role").asString()).isEqualTo("owner");
        bystanderIsUnharmed("hello");
    }
}
