package io.cowrite.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Frames at the edge of what is allowed; what is beyond is in {@link HostileFrameTests}. */
class FrameTests extends SocketTest {

    private static final int FIN = 0x80;
    private static final byte[] NOTHING = {};

    @Test
    @DisplayName("[W5] 64 KiB are accepted, also in 1,024 fragments with control frames between them")
    void theEdgeIsAccepted() {
        Seat seat = join("edge");
        byte[] ping = utf8("{\"type\":\"ping\",\"id\":\"1\"}");
        byte[] full = Arrays.copyOf(ping, 1 << 16);
        Arrays.fill(full, ping.length, full.length, (byte) ' ');
        seat.socket.send(FIN | RawSocket.TEXT, full);
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("1");
        seat.socket.send(RawSocket.TEXT, Arrays.copyOf(ping, 9));
        seat.socket.send(FIN | RawSocket.PING, utf8("between"));
        for (int i = 0; i < FrameWatch.FRAGMENTS_MAX - 2; i++) {
            seat.socket.send(RawSocket.CONTINUATION, NOTHING);
        }
        seat.socket.send(FIN | RawSocket.CONTINUATION, Arrays.copyOfRange(ping, 9, ping.length));
        RawSocket.Frame first = seat.socket.read();
        assertThat(first.opcode()).isEqualTo(RawSocket.PONG);
        assertThat(first.text()).isEqualTo("between");
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("1");
    }

    static Stream<Arguments> afterwards() {
        return Stream.of(
                argumentSet("a submission", RawSocket.frame(FIN | RawSocket.TEXT,
                        utf8(Seat.submission(1, 1, "[{\"insert\":\"late\"}]")))),
                argumentSet("half a message", RawSocket.frame(RawSocket.TEXT, utf8("{"))),
                argumentSet("binary", RawSocket.frame(FIN | RawSocket.BINARY, utf8("x"))),
                argumentSet("a ping", RawSocket.frame(FIN | RawSocket.PING, NOTHING)),
                argumentSet("another close", close(4000)),
                argumentSet("no frame", utf8("\u00ff\u00ff\u00ff")));
    }

    @ParameterizedTest
    @MethodSource("afterwards")
    @DisplayName("[W24] what comes after a close frame is ignored")
    void afterClose(byte[] late) {
        Seat seat = join("gone");
        seat.socket.sendBytes(two(close(1000), late));
        assertThat(seat.closed()).isEqualTo(1000);
        assertThat(seat.socket.isAtEnd()).isTrue();
        bystanderIsUnharmed("hello");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] two(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] close(int code) {
        return RawSocket.frame(FIN | RawSocket.CLOSE, new byte[]{(byte) (code >> 8), (byte) code});
    }
}
