package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is no proxy of ours may say what it likes of whom it speaks for. */
class ForwardedTests extends SocketTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Forwarded-Host: evil.com", "X-Forwarded-Host: 127.0.0.1", "Forwarded: host=evil.com;proto=https",
            "X-Forwarded-Proto: https", "X-Forwarded-Port: 443", "X-Forwarded-Server: evil.com"
    })
    void forgedHeadersAdmitNoForeignOrigin(String header) {
        for (String origin : List.of("http://evil.com", "https://evil.com", "http://127.0.0.1", "https://127.0.0.1",
                "https://localhost:" + port())) {
            assertThat(handshake(ann(), "Origin: " + origin, header)).as(origin).isEqualTo(403);
        }
        assertThat(handshake(ann(), "Origin: http://localhost:" + port(), header)).isEqualTo(101);
    }

    @Test
    void forgedHeadersChangeNoCookieAndNoAddress() {
        Browser browser = stranger();
        Browser.Answer answer = browser.get("/api/v1/me", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.com");
        assertThat(answer.header("Set-Cookie")).isNotEmpty().doesNotContainIgnoringCase("secure");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        Browser.Answer made = browser.post(DOCUMENTS, "{\"title\":\"x\",\"type\":\"text\"}", "X-Forwarded-Host",
                "evil.com");
        assertThat(made.header("Location")).doesNotContain("evil");
    }

    private int handshake(Browser browser, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Cookie: " + Seat.cookies(browser));
        all.add("Sec-WebSocket-Protocol: cowrite.v1");
        try (RawSocket socket = new RawSocket(port(), "/ws/documents/" + documentId(), all)) {
            return socket.status();
        }
    }
}
