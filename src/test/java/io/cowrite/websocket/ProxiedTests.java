package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a proxy that is named says of whom it speaks for is believed. */
@TestPropertySource(properties = {
        "cowrite.proxies=127.0.0.0/8,::1", "cowrite.origins=", "cowrite.limits.sockets-per-address=2"
})
class ProxiedTests extends SocketTest {

    @Test
    void theOriginIsJudgedByWhatTheBrowserAskedFor() {
        assertThat(handshake("Origin: https://127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: 127.0.0.1"))
                .isEqualTo(101);
        assertThat(handshake("Origin: http://127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: 127.0.0.1"))
                .isEqualTo(403);
        assertThat(handshake("Origin: https://evil.com", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.com"))
                .as("a name could be anybody's").isEqualTo(403);
    }

    @Test
    void cookiesAreForTlsAloneWhereTheBrowserUsesIt() {
        Browser.Answer answer = stranger().get("/api/v1/me", "X-Forwarded-Proto", "https");
        assertThat(answer.headers().get("set-cookie")).isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("secure"));
        assertThat(answer.header("Strict-Transport-Security")).isNotEmpty();
        assertThat(stranger().get("/api/v1/me", "X-Forwarded-Proto", "http").header("Set-Cookie"))
                .doesNotContainIgnoringCase("secure");
    }

    @Test
    void socketsAreCountedByTheAddressOfTheClient() {
        List<RawSocket> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(socket("Origin: http://localhost:" + port(), "X-Forwarded-For: 6.6.6.6, 192.0.2." + i / 2));
        }
        try (RawSocket third = socket("Origin: http://localhost:" + port(), "X-Forwarded-For: 6.6.6.6, 192.0.2.1")) {
            RawSocket.Frame close = third.read();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.closeCode()).isEqualTo(4429);
        }
        for (RawSocket each : open) {
            each.sendText("nonsense");
            assertThat(each.read().closeCode()).as("it was open").isEqualTo(4400);
            each.close();
        }
    }

    private int handshake(String... headers) {
        try (RawSocket socket = socket(headers)) {
            return socket.status();
        }
    }

    private RawSocket socket(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Cookie: " + Seat.cookies(guest()));
        all.add("Sec-WebSocket-Protocol: cowrite.v1");
        return new RawSocket(port(), "/ws/documents/" + documentId(), all);
    }
}
