package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits that an operator may set, set low. */
@TestPropertySource(properties = {
        "cowrite.hello-millis=2000", "cowrite.heartbeat-millis=4000", "cowrite.limits.sockets-per-user=2",
        "cowrite.limits.sockets-per-address=12", "cowrite.limits.refusals-per-minute=2",
        "cowrite.limits.document-units=10"
})
class LowLimitsTests extends SocketTest {

    @Test
    @DisplayName("[W6] no hello in time closes with 4408")
    void noHello() {
        assertThat(open(guest(), "silent").closed()).isEqualTo(4408);
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W17] heartbeats name version and hash; who is silent for 2.5 of them is closed with 4408")
    void heartbeats() {
        Seat seat = join("ann");
        JsonNode heartbeat = seat.next("heartbeat");
        assertThat(heartbeat.path("version").asLong()).isEqualTo(seat.version());
        assertThat(heartbeat.path("hash").asString()).isEqualTo(seat.hash());
        assertThat(seat.closed()).isEqualTo(4408);
    }

    @Test
    @DisplayName("[W16] more sockets of a user than may be close with 4429; a closed one no longer counts")
    void socketsOfAUser() {
        Browser browser = guest();
        open(browser, "one").settled();
        Seat second = open(browser, "two").settled();
        assertThat(open(browser, "three").closed()).isEqualTo(4429);
        second.close();
        int tries = 0;
        while (!isAdmitted(browser)) {
            assertThat(++tries).as("tries").isLessThan(1_000);
        }
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W16] more sockets of an address than may be close with 4429")
    void socketsOfAnAddress() {
        assertThat(isAdmitted(guest())).isTrue();
        for (int i = 2; i < 12; i++) {
            isAdmitted(guest());
        }
        assertThat(isAdmitted(guest())).as("the twelve are here, the bystander one of them").isFalse();
        bystanderIsUnharmed("hello");
    }

    private boolean isAdmitted(Browser browser) {
        Seat seat = open(browser, "c");
        seat.sayHello(1, List.of());
        RawSocket.Frame frame = seat.socket.read();
        assertThat(frame.opcode() == RawSocket.TEXT || frame.closeCode() == 4429).isTrue();
        return frame.opcode() == RawSocket.TEXT;
    }

    @Test
    @DisplayName("[W13] a full document refuses; more refusals than a minute may have close with 4400")
    void refusals() {
        Seat bad = join("bad");
        bad.submit("[{\"insert\":\"123456\"}]");
        assertThat(bad.own(1).path("refused").asString()).isEqualTo("document_full");
        bad.submit("[{\"insert\":\"12345\"}]");
        assertThat(bad.own(2).has("refused")).isFalse();
        for (int i = 3; i <= 4; i++) {
            bad.submit("[{\"insert\":\"1\"}]");
            assertThat(bad.own(i).path("refused").asString()).isEqualTo("document_full");
        }
        assertThat(bad.closed()).isEqualTo(4400);
        assertThat(content()).isEqualTo("12345hello");
    }
}
