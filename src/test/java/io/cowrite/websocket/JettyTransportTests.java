package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import io.cowrite.room.HandTime;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of sockets whose close is not answered, on a clock turned by hand. */
class JettyTransportTests {

    private final HandTime time = new HandTime();
    private final Silent session = new Silent();
    private final FrameWatch watch = new FrameWatch();
    private final JettyTransport transport = new JettyTransport(session, watch, time);

    /** Its peer answers nothing. */
    private static final class Silent extends CoreSession.Empty {

        final List<Integer> closes = new ArrayList<>();
        boolean closeFails;
        boolean closed;
        int frames;
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
        public boolean isOutputOpen() {
            return !closed;
        }

        @Override
        public long getMaxFrameSize() {
            return 100;
        }

        @Override
        public void sendFrame(OutgoingEntry entry) {
            frames++;
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

    @Test
    @DisplayName("[W24] a socket that fails at a frame is dropped, but not while a close is under way that threw the frame out")
    void aFrameThatFails() {
        watch.setNextOutgoingFrames(entry -> entry.getCallback().failed(new ClosedChannelException()));
        session.closed = true;
        transport.send(new byte[1], () -> {});
        assertThat(session.aborts).isZero();
        session.closed = false;
        transport.send(new byte[1], () -> {});
        assertThat(session.aborts).isOne();
    }

    @Test
    @DisplayName("what is larger than a frame may be goes by the session, which cuts it up")
    void aLargeFrame() {
        List<Frame> direct = new ArrayList<>();
        watch.setNextOutgoingFrames(entry -> direct.add(entry.getFrame()));
        transport.send(new byte[100], () -> {});
        assertThat(direct).hasSize(1);
        transport.send(new byte[101], () -> {});
        assertThat(direct).hasSize(1);
        assertThat(session.frames).isOne();
    }

    private void pass(long millis) {
        time.pass(millis, () -> {});
    }
}
