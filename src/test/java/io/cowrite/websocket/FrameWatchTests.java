package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is handed over from the frame, and what is left to Jetty. */
class FrameWatchTests {

    private final Wire ann = new ConnectionWorld(ConnectionSettings.DEFAULTS, 1).join("ann");
    private final FrameWatch watch = new FrameWatch();
    private final List<String> handed = new ArrayList<>();
    private final List<Frame> left = new ArrayList<>();
    private final List<String> demands = new ArrayList<>();

    @BeforeEach
    void install() {
        watch.setCoreSession(new CoreSession.Empty() {
            @Override
            public void demand() {
                demands.add("demand");
            }
        });
        watch.setNextIncomingFrames((frame, callback) -> left.add(frame));
        watch.watch(ann.connection, handed::add);
    }

    @Test
    void aWholeTextIsHandedOver() {
        assertThat(come(new Frame(OpCode.TEXT, "a\ufffd"))).isFalse();
        assertThat(come(new Frame(OpCode.TEXT, "aé😀"))).isTrue();
        assertThat(handed).containsExactly("aé😀");
        assertThat(left).as("what may not be UTF-8").hasSize(1);
        assertThat(left.getFirst().getPayloadAsUTF8()).isEqualTo("a\ufffd");
        assertThat(demands).hasSize(1);
    }

    @Test
    void fragmentsAreLeftAndATextAfterThemIsNot() {
        come(new Frame(OpCode.TEXT, false, "a"));
        come(new Frame(OpCode.PING));
        come(new Frame(OpCode.TEXT, "within"));
        assertThat(handed).isEmpty();
        come(new Frame(OpCode.TEXT, false, "a"));
        come(new Frame(OpCode.CONTINUATION, true, "b"));
        come(new Frame(OpCode.TEXT, "after"));
        assertThat(handed).containsExactly("after");
        assertThat(left).hasSize(5);
    }

    @Test
    void whatFailsClosesWith1011AndNothingMore() {
        watch.watch(ann.connection, text -> {
            throw new StackOverflowError("its secret");
        });
        assertThat(come(new Frame(OpCode.TEXT, "x"))).as("the buffer is given back").isTrue();
        assertThat(ann.closed()).isEqualTo(CloseCode.SERVER_ERROR);
        assertThat(come(new Frame(OpCode.TEXT, "y"))).isTrue();
        assertThat(demands).hasSize(2);
        assertThat(left).isEmpty();
    }

    /** Whether {@code frame} is done with. */
    private boolean come(Frame frame) {
        boolean[] done = new boolean[1];
        watch.onFrame(frame, Callback.from(() -> done[0] = true));
        return done[0];
    }
}
