package io.cowrite.websocket;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames that cost their sender nothing, sent without end. */
class FloodTests extends SocketTest {

    private static final int FIN = 0x80;
    private static final int AT_ONCE = 1_000;

    @Test
    @DisplayName("[W15] floods of pings and pongs are read slowly, close with 4429, and delay nobody")
    void floodsOfControlFrames() throws InterruptedException {
        Map<String, byte[]> floods = Map.of(
                "pings", RawSocket.frame(FIN | RawSocket.PING, new byte[0]),
                "full pings", RawSocket.frame(FIN | RawSocket.PING, new byte[125]),
                "pongs", RawSocket.frame(FIN | RawSocket.PONG, new byte[0]),
                "full pongs", RawSocket.frame(FIN | RawSocket.PONG, new byte[125]),
                "both", together(RawSocket.frame(FIN | RawSocket.PING, new byte[1]),
                        RawSocket.frame(FIN | RawSocket.PONG, new byte[1])));
        List<Flood> flooders = new ArrayList<>();
        floods.forEach((name, frames) -> flooders.add(new Flood(name, join("flood"), repeated(frames))));
        bystanderIsUnharmed("hello");
        for (Flood flood : flooders) {
            assertThat(flood.seat.closed()).as(flood.name).isEqualTo(4429);
            flood.seat.close();
            flood.thread.join();
            assertThat(flood.roundsWritten).as("much was sent: %s", flood.name).isPositive();
        }
        bystander().submit("[{\"delete\":1}]");
        bystander().own(2);
        bystanderIsUnharmed("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\u0000", "{}"})
    @DisplayName("[W7] a flood of texts that say nothing ends with the first")
    void floodsOfEmptyTexts(String text) {
        Seat bad = join("bad");
        byte[] frame = RawSocket.frame(FIN | RawSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
        bad.socket.sendBytes(repeated(frame));
        assertThat(bad.closed()).isEqualTo(4400);
        bystanderIsUnharmed("hello");
    }

    private static byte[] together(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] repeated(byte[] frames) {
        ByteBuffer many = ByteBuffer.allocate(frames.length * AT_ONCE);
        while (many.hasRemaining()) {
            many.put(frames);
        }
        return many.array();
    }

    /** Sends as fast as the socket takes it, until it takes nothing any more. */
    private static final class Flood {

        private final String name;
        private final Seat seat;
        private final Thread thread;
        private volatile int roundsWritten;

        Flood(String name, Seat seat, byte[] frames) {
            this.name = name;
            this.seat = seat;
            this.thread = Thread.startVirtualThread(() -> {
                try {
                    for (int rounds = 1;; rounds++) {
                        seat.socket.sendBytes(frames);
                        roundsWritten = rounds;
                    }
                } catch (UncheckedIOException closed) {
                    assertThat(closed).hasMessageNotContaining("timed out");
                }
            });
        }
    }
}
