package io.cowrite.websocket;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** [W5] Raw frames against the rules of RFC 6455, kind by kind; after each, a bystander's edit is acknowledged. */
class HostileFrameTests extends SocketTest {

    private static final int FIN = 0x80;
    private static final byte[] X = {'x'};
    private static final List<Integer> PROTOCOL_ERROR = List.of(1002);

    /** Whole, with the opcode of a pong. */
    private static final int PONG = 0x8a;

    private static final int ROUNDS = 3;
    private static final int COLLECTIONS_MAX = 40;

    private record Case(String name, byte[] bytes, List<Integer> codes) {}

    private static List<Case> corpus() {
        List<Case> cases = new ArrayList<>();
        opcodes(cases);
        reservedBits(cases);
        controlFrames(cases);
        closeFrames(cases);
        unmasked(cases);
        badUtf8(cases);
        fragments(cases);
        lengths(cases);
        return cases;
    }

    private static void opcodes(List<Case> cases) {
        for (int opcode : new int[]{3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            cases.add(new Case("opcode " + opcode, RawSocket.frame(FIN | opcode, X), PROTOCOL_ERROR));
        }
        for (int opcode : new int[]{3, 7, 11, 15}) {
            cases.add(new Case("opcode " + opcode + " in a fragment", RawSocket.frame(opcode, X), PROTOCOL_ERROR));
        }
    }

    private static void reservedBits(List<Case> cases) {
        for (int bits = 1; bits < 8; bits++) {
            for (int opcode : new int[]{RawSocket.TEXT, RawSocket.PING, RawSocket.PONG, RawSocket.CLOSE}) {
                cases.add(new Case("reserved bits " + bits + " on opcode " + opcode,
                        RawSocket.frame(FIN | bits << 4 | opcode, opcode == RawSocket.CLOSE ? new byte[0] : X),
                        PROTOCOL_ERROR));
            }
        }
    }

    private static void controlFrames(List<Case> cases) {
        for (int opcode : new int[]{RawSocket.PING, RawSocket.PONG, RawSocket.CLOSE}) {
            cases.add(new Case("control frame " + opcode + " in fragments", RawSocket.frame(opcode, new byte[0]),
                    PROTOCOL_ERROR));
            for (int length : new int[]{126, 127, 1 << 16}) {
                cases.add(new Case("control frame " + opcode + " of " + length + " bytes",
                        RawSocket.frame(FIN | opcode, new byte[length]), PROTOCOL_ERROR));
            }
        }
    }

    private static void closeFrames(List<Case> cases) {
        cases.add(new Case("a close of one byte", RawSocket.frame(FIN | RawSocket.CLOSE, X), PROTOCOL_ERROR));
        for (int code : new int[]{0, 1, 999, 1004, 1005, 1006, 1015, 5000, 65535}) {
            cases.add(new Case("a close with " + code, close(code, ""), PROTOCOL_ERROR));
        }
        for (int code : new int[]{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
            cases.add(new Case("a close with " + code, close(code, "bye"), List.of(code)));
        }
        cases.add(new Case("a close with nothing", RawSocket.frame(FIN | RawSocket.CLOSE, new byte[0]),
                List.of(1000, 1005)));
        cases.add(new Case("a close with a reason of 124 bytes", close(1000, "r".repeat(124)), PROTOCOL_ERROR));
        cases.add(new Case("a close whose reason is no UTF-8",
                RawSocket.frame(FIN | RawSocket.CLOSE, new byte[]{3, (byte) 0xe8, (byte) 0xff}), List.of(1002, 1007)));
    }

    private static void unmasked(List<Case> cases) {
        for (int opcode : new int[]{RawSocket.CONTINUATION, RawSocket.TEXT, RawSocket.BINARY, RawSocket.PING,
                RawSocket.PONG}) {
            cases.add(new Case("opcode " + opcode + " without a mask", new byte[]{(byte) (FIN | opcode), 1, 'x'},
                    PROTOCOL_ERROR));
        }
    }

    /** Bytes that are never UTF-8, or not the shortest, or of what is no character. */
    private static void badUtf8(List<Case> cases) {
        for (String hex : List.of("80", "bf", "c0af", "c1bf", "e080af", "e09fbf", "f08080af", "f08fbfbf", "eda080",
                "edbfbf", "eda080edb080", "f4908080", "f8888080af", "fc8480808080", "fe", "ff", "c3", "e282", "f09f98",
                "c328", "e228a1", "78ff78")) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            cases.add(new Case("a text of " + hex, RawSocket.frame(FIN | RawSocket.TEXT, bytes), List.of(1007)));
            if (bytes.length > 1) {
                cases.add(new Case("a text of " + hex + " in fragments", together(
                        RawSocket.frame(RawSocket.TEXT, new byte[]{bytes[0]}),
                        RawSocket.frame(FIN, Arrays.copyOfRange(bytes, 1, bytes.length))), List.of(1007)));
            }
        }
    }

    private static void fragments(List<Case> cases) {
        cases.add(new Case("a continuation of nothing", RawSocket.frame(FIN, X), PROTOCOL_ERROR));
        cases.add(new Case("a continuation of nothing, not the last", RawSocket.frame(0, X), PROTOCOL_ERROR));
        cases.add(new Case("a text within a text", together(RawSocket.frame(RawSocket.TEXT, X),
                RawSocket.frame(FIN | RawSocket.TEXT, X)), PROTOCOL_ERROR));
        cases.add(new Case("a binary within a text", together(RawSocket.frame(RawSocket.TEXT, X),
                RawSocket.frame(FIN | RawSocket.BINARY, X)), PROTOCOL_ERROR));
        cases.add(new Case("more empty fragments than may be", together(fragments(FrameWatch.FRAGMENTS_MAX + 1, 0)),
                List.of(1009)));
        cases.add(new Case("fragments of a byte without end", together(fragments(10_000, 1)), List.of(1009)));
        cases.add(new Case("more fragments than may be, a ping among them",
                together(together(fragments(FrameWatch.FRAGMENTS_MAX, 1)), RawSocket.frame(FIN | RawSocket.PING, X),
                        RawSocket.frame(FIN, X)),
                List.of(1009)));
        for (int length : new int[]{0, 1, 1 << 16}) {
            cases.add(new Case("binary of " + length + " bytes",
                    RawSocket.frame(FIN | RawSocket.BINARY, new byte[length]), List.of(1003)));
        }
        cases.add(new Case("binary that would be a message", RawSocket.frame(FIN | RawSocket.BINARY,
                "{\"type\":\"ping\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8)), List.of(1003)));
        cases.add(new Case("binary in fragments", together(RawSocket.frame(RawSocket.BINARY, X),
                RawSocket.frame(FIN, X)), List.of(1003)));
    }

    private static void lengths(List<Case> cases) {
        for (int opcode : new int[]{RawSocket.TEXT, RawSocket.BINARY}) {
            cases.add(new Case("a length of 2^63 - 1 on opcode " + opcode, header(opcode, Long.MAX_VALUE),
                    List.of(1003, 1009)));
            cases.add(new Case("a length of 2^31 on opcode " + opcode, header(opcode, 1L << 31), List.of(1003, 1009)));
            cases.add(new Case("a length below 0 on opcode " + opcode, header(opcode, -1), List.of(1002, 1009)));
        }
        cases.add(new Case("64 KiB and a byte", RawSocket.frame(FIN | RawSocket.TEXT, spaces((1 << 16) + 1)),
                List.of(1009)));
        cases.add(new Case("64 KiB and a byte in fragments",
                together(RawSocket.frame(RawSocket.TEXT, spaces(1 << 16)), RawSocket.frame(FIN, spaces(1))),
                List.of(1009)));
        cases.add(new Case("fragments without end", together(fragments(66, 1_000)), List.of(1009)));
    }

    /** A message's first {@code count} fragments; the last of it is not among them. */
    private static byte[][] fragments(int count, int bytes) {
        byte[][] fragments = new byte[count][];
        for (int i = 0; i < count; i++) {
            fragments[i] = RawSocket.frame(i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, spaces(bytes));
        }
        return fragments;
    }

    static Stream<Arguments> hostile() {
        return corpus().stream().map(each -> argumentSet(each.name, each.bytes, each.codes));
    }

    @Test
    void thereAreAHundredAtLeast() {
        assertThat(corpus()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(corpus().stream().map(Case::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @DisplayName("[W5] a frame against the rules closes with its code, and nobody else notices")
    void closes(byte[] bytes, List<Integer> codes) {
        Seat bad = join("bad");
        bad.socket.sendBytes(bytes);
        RawSocket.Frame closing = bad.closing();
        assertThat(closing.payload().length == 0 ? 1005 : closing.closeCode()).isIn(codes);
        assertThat(closing.payload().length < 2 ? "" : closing.closeReason())
                .doesNotContain("Exception", "org.", "java");
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W5] a round of all of them leaves the heap as it was")
    void heap() throws InterruptedException {
        List<Case> corpus = corpus();
        sendAll(corpus);
        long before = lowestHeap(0);
        for (int i = 0; i < ROUNDS; i++) {
            sendAll(corpus);
            bystander().socket.send(PONG, new byte[0]); // Where the rounds take long, silence would end it.
        }
        assertThat(lowestHeap(before + before / 20)).isLessThanOrEqualTo(before + before / 20);
        bystanderIsUnharmed("hello");
    }

    private void sendAll(List<Case> corpus) {
        for (Case each : corpus) {
            try (Seat bad = join("bad")) {
                bad.socket.sendBytes(each.bytes);
                bad.closing();
            }
        }
    }

    /** Bytes in use after collections: the least seen, sooner if that is not above {@code enough}. */
    private static long lowestHeap(long enough) throws InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS_MAX && lowest > enough; i++) {
            System.gc();
            lowest = Math.min(lowest, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            Thread.sleep(50);
        }
        return lowest;
    }

    private static byte[] spaces(int length) {
        return " ".repeat(length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] together(byte[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        ByteBuffer together = ByteBuffer.allocate(length);
        Stream.of(parts).forEach(together::put);
        return together.array();
    }

    private static byte[] close(int code, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        return RawSocket.frame(FIN | RawSocket.CLOSE,
                ByteBuffer.allocate(2 + bytes.length).putShort((short) code).put(bytes).array());
    }

    /** The head of a masked frame that says it is so long. */
    private static byte[] header(int opcode, long length) {
        return ByteBuffer.allocate(14).put((byte) (FIN | opcode)).put((byte) 0xff).putLong(length).put(new byte[4])
                .array();
    }
}
