package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** [W18] Two tabs that took one store for their own: one cookie, one clientId, two sockets. */
class AttemptTests extends SocketTest {

    private static final int ELSEWHERE = 4409;

    private Browser browser;
    private Seat older;

    @BeforeEach
    void openTheOlder() {
        browser = guest();
        older = tab();
        // Its pong shows that the server has it, so that another one is the newer.
        older.socket.send(0x80 | RawSocket.PING, new byte[0]);
        assertThat(older.socket.read().opcode()).isEqualTo(RawSocket.PONG);
    }

    private Seat tab() {
        return open(browser, "tab");
    }

    @Test
    @DisplayName("[W18] the lower attempt is closed though its socket was first, when its hello comes late")
    void theLowerAttemptSaysHelloLast() {
        Seat newer = tab();
        newer.join(2, List.of());
        older.sayHello(1, List.of());
        assertThat(older.closed()).isEqualTo(ELSEWHERE);
        goesOn(newer);
    }

    @Test
    @DisplayName("[W18] the higher attempt stays though its socket was first, and its hello last")
    void theHigherAttemptSaysHelloLast() {
        Seat newer = tab();
        newer.join(2, List.of());
        older.join(3, List.of());
        assertThat(newer.closed()).isEqualTo(ELSEWHERE);
        goesOn(older);
    }

    @Test
    @DisplayName("[W18] of equal attempts the older connection is closed")
    void equalAttempts() {
        older.join(1, List.of());
        Seat newer = tab();
        newer.join(1, List.of());
        assertThat(older.closed()).isEqualTo(ELSEWHERE);
        goesOn(newer);
    }

    @Test
    @DisplayName("[W18] of equal attempts the older connection is closed, also when its hello comes late")
    void theOlderOfEqualAttemptsSaysHelloLast() {
        Seat newer = tab();
        newer.join(1, List.of());
        older.sayHello(1, List.of());
        assertThat(older.closed()).isEqualTo(ELSEWHERE);
        goesOn(newer);
    }

    private void goesOn(Seat seat) {
        assertThat(seat.write("x").has("refused")).isFalse();
        assertThat(bystander().ops()).hasSize(1);
        bystanderIsUnharmed("xhello");
    }
}
