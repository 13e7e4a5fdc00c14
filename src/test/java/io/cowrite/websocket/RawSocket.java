package io.cowrite.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A WebSocket client that sends whatever it is told, right or wrong. It hides nothing and repairs nothing. */
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final String answer;

    /** One frame as it came. */
    record Frame(boolean last, int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** Asks for {@code path} with {@code headers} beside those of every upgrade, and reads the answer. */
    RawSocket(int port, String path, List<String> headers) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
            for (String header : List.of("Host: localhost:" + port, "Upgrade: websocket", "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")) {
                request.append(header).append("\r\n");
            }
            headers.forEach(header -> request.append(header).append("\r\n"));
            sendBytes(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            answer = readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    int status() {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    /** The values of a header of the answer. */
    List<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    void sendText(String text) {
        send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A masked frame; {@code first} is its first byte: FIN, reserved bits, opcode. */
    void send(int first, byte[] payload) {
        sendBytes(frame(first, payload));
    }

    /** The bytes of a masked frame. */
    static byte[] frame(int first, byte[] payload) {
        byte[] mask = {1, 2, 3, 4};
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Bytes as they are. */
    void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, control frames too; blocks for half a minute at most. */
    Frame read() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((first & 0x70) != 0 || (second & MASKED) != 0) {
                throw new AssertionError("reserved bits or a mask in a frame of the server");
            }
            long length = second;
            if (second == 126) {
                length = in.readUnsignedShort();
            } else if (second == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Frame((first & FIN) != 0, first & 0xf, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server ends the stream, and sends nothing more before. */
    boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (EOFException e) {
            return true;
        } catch (IOException e) {
            return !socket.isClosed() && String.valueOf(e.getMessage()).contains("reset");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
