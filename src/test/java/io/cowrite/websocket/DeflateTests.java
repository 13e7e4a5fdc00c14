package io.cowrite.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** [W3] Who offers compression is not agreed with, and who compresses all the same sends reserved bits. */
class DeflateTests extends SocketTest {

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int BOMB_BYTES = 60_000_000;

    static Stream<Arguments> streams() {
        byte[] ping = deflated("{\"type\":\"ping\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8));
        byte[] bomb = Arrays.copyOf(deflated(new byte[BOMB_BYTES]), 60_000);
        return Stream.of(
                argumentSet("a message", FIN | COMPRESSED | RawSocket.TEXT, ping),
                argumentSet("a bomb", FIN | COMPRESSED | RawSocket.TEXT, bomb),
                argumentSet("the start of a bomb", COMPRESSED | RawSocket.TEXT, bomb),
                argumentSet("no stream", FIN | COMPRESSED | RawSocket.TEXT, new byte[]{7, 7, 7, 7}),
                argumentSet("an empty stream", FIN | COMPRESSED | RawSocket.TEXT, new byte[0]),
                argumentSet("a binary bomb", FIN | COMPRESSED | RawSocket.BINARY, bomb),
                argumentSet("a stream that refers to what was before it", FIN | COMPRESSED | RawSocket.TEXT,
                        new byte[]{2, 0x13, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("streams")
    @DisplayName("[W3] [W5] a compressed frame closes with 1002, whatever it would become")
    void aCompressedFrame(int first, byte[] stream) {
        for (String offer : List.of("permessage-deflate", "permessage-deflate; client_max_window_bits=8")) {
            try (RawSocket bad = new RawSocket(port(), "/ws/documents/" + documentId(), List.of(
                    "Cookie: " + Seat.cookies(guest()), "Origin: http://localhost:" + port(),
                    "Sec-WebSocket-Protocol: cowrite.v1", "Sec-WebSocket-Extensions: " + offer))) {
                assertThat(bad.status()).isEqualTo(101);
                assertThat(bad.header("Sec-WebSocket-Extensions")).isEmpty();
                bad.send(first, stream);
                assertThat(bad.read().closeCode()).isEqualTo(1002);
            }
        }
        bystanderIsUnharmed("hello");
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            stream.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return stream.toByteArray();
    }
}
