package io.cowrite.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Frames as no browser sends them. */
class FrameTests extends SocketTest {

    private static final int FIN = 0x80;
    private static final byte[] NOTHING = {};

    static Stream<Arguments> badFrames() {
        byte[] x = utf8("x");
        return Stream.of(
                argumentSet("not masked", new byte[]{(byte) 0x81, 1, 'x'}, List.of(1002)),
                argumentSet("reserved bit 1", RawSocket.frame(0xc1, x), List.of(1002)),
                argumentSet("reserved bit 2", RawSocket.frame(0xa1, x), List.of(1002)),
                argumentSet("reserved bit 3", RawSocket.frame(0x91, x), List.of(1002)),
                argumentSet("opcode 3", RawSocket.frame(0x83, x), List.of(1002)),
                argumentSet("opcode 11", RawSocket.frame(0x8b, x), List.of(1002)),
                argumentSet("a ping in fragments", RawSocket.frame(RawSocket.PING, x), List.of(1002)),
                argumentSet("a ping of 126 bytes", RawSocket.frame(FIN | RawSocket.PING, new byte[126]), List.of(1002)),
                argumentSet("a continuation of nothing", RawSocket.frame(FIN, x), List.of(1002)),
                argumentSet("a text within a text", two(RawSocket.frame(1, x), RawSocket.frame(FIN | 1, x)),
                        List.of(1002)),
                argumentSet("a close of one byte", RawSocket.frame(FIN | RawSocket.CLOSE, x), List.of(1002)),
                argumentSet("a close with 1005", close(1005), List.of(1002)),
                argumentSet("a close with 1006", close(1006), List.of(1002)),
                argumentSet("a close with 999", close(999), List.of(1002)),
                argumentSet("a length of 2^63 - 1", header(Long.MAX_VALUE), List.of(1009)),
                argumentSet("a length below 0", header(Long.MIN_VALUE), List.of(1002, 1009)),
                argumentSet("not UTF-8", RawSocket.frame(FIN | 1, new byte[]{(byte) 0xff}), List.of(1007)),
                argumentSet("UTF-8 of a surrogate",
                        RawSocket.frame(FIN | 1, new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80}), List.of(1007)),
                argumentSet("UTF-8 cut off", RawSocket.frame(FIN | 1, new byte[]{(byte) 0xc3}), List.of(1007)),
                argumentSet("binary", RawSocket.frame(FIN | RawSocket.BINARY, x), List.of(1003)),
                argumentSet("64 KiB and a byte", RawSocket.frame(FIN | 1, spaces((1 << 16) + 1)), List.of(1009)),
                argumentSet("64 KiB and a byte in two",
                        two(RawSocket.frame(1, spaces(1 << 16)), RawSocket.frame(FIN, spaces(1))), List.of(1009)));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    @DisplayName("[W5] what is no proper frame closes with its code")
    void badFramesClose(byte[] bytes, List<Integer> codes) {
        Seat bad = join("bad");
        bad.socket.sendBytes(bytes);
        RawSocket.Frame closing = bad.closing();
        assertThat(codes).contains(closing.closeCode());
        assertThat(closing.closeReason()).doesNotContain("Exception", "org.", "java");
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W5] 64 KiB are accepted, also in fragments with control frames between them")
    void theEdgeIsAccepted() {
        Seat seat = join("edge");
        byte[] ping = utf8("{\"type\":\"ping\",\"id\":\"1\"}");
        byte[] full = Arrays.copyOf(ping, 1 << 16);
        Arrays.fill(full, ping.length, full.length, (byte) ' ');
        seat.socket.send(FIN | RawSocket.TEXT, full);
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("1");
        seat.socket.send(RawSocket.TEXT, Arrays.copyOf(ping, 9));
        seat.socket.send(FIN | RawSocket.PING, utf8("between"));
        for (int i = 0; i < 1_000; i++) {
            seat.socket.send(RawSocket.CONTINUATION, NOTHING);
        }
        seat.socket.send(FIN | RawSocket.CONTINUATION, Arrays.copyOfRange(ping, 9, ping.length));
        RawSocket.Frame first = seat.socket.read();
        assertThat(first.opcode()).isEqualTo(RawSocket.PONG);
        assertThat(first.text()).isEqualTo("between");
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("1");
    }

    @Test
    @DisplayName("[W24] what comes after a close frame is ignored")
    void afterClose() {
        Seat seat = join("gone");
        byte[] bytes = two(close(1000), RawSocket.frame(FIN | 1,
                utf8(Seat.submission(1, seat.version(), "[{\"insert\":\"late\"}]"))));
        seat.socket.sendBytes(bytes);
        assertThat(seat.closed()).isEqualTo(1000);
        assertThat(seat.socket.isAtEnd()).isTrue();
        bystanderIsUnharmed("hello");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spaces(int length) {
        return " ".repeat(length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] two(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] close(int code) {
        return RawSocket.frame(FIN | RawSocket.CLOSE, new byte[]{(byte) (code >> 8), (byte) code});
    }

    /** The head of a text frame that says it is so long. */
    private static byte[] header(long length) {
        return ByteBuffer.allocate(14).put((byte) 0x81).put((byte) 0xff).putLong(length).put(new byte[4]).array();
    }
}
