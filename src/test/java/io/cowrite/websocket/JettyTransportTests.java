package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import io.cowrite.room.HandTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of sockets whose close is not answered, on a clock turned by hand. */
class JettyTransportTests {

    private final HandTime time = new HandTime();
    private final Silent session = new Silent();
    private final JettyTransport transport = new JettyTransport(session, new FrameWatch(), time);

    /** Its peer answers nothing. */
    private static final class Silent extends CoreSession.Empty {

        final List<Integer> closes = new ArrayList<>();
        boolean closeFails;
        int aborts;

        @Override
        public void close(int code, String reason, Callback callback) {
            closes.add(code);
            if (closeFails) {
                callback.failed(new IllegalStateException("made by the test"));
            } else {
                callback.succeeded();
            }
        }

        @Override
        public void abort() {
            aborts++;
        }
    }

    @Test
    @DisplayName("[W24] who does not answer a close for 3 s is dropped, and not before")
    void anUnansweredClose() {
        transport.close(CloseCode.TOO_FAST, "test");
        pass(2_999);
        assertThat(session.closes).containsExactly(4429);
        assertThat(session.aborts).isZero();
        pass(1);
        assertThat(session.aborts).isOne();
    }

    @Test
    @DisplayName("[W24] a socket to which no close can be sent is dropped at once")
    void aCloseThatFails() {
        session.closeFails = true;
        transport.close(CloseCode.TOO_FAST, "test");
        assertThat(session.aborts).isOne();
    }

    @Test
    @DisplayName("[W24] an open socket is not dropped, however much time passes")
    void noClose() {
        pass(60_000);
        assertThat(session.aborts).isZero();
    }

    private void pass(long millis) {
        time.pass(millis, () -> {});
    }
}
