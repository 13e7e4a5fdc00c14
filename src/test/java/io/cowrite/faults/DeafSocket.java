package io.cowrite.faults;

import io.cowrite.web.Browser;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/** A WebSocket on bare TCP that joins a document and reads nothing more. */
final class DeafSocket implements AutoCloseable {

    private static final int BUFFER_BYTES = 4_096;
    private static final int SILENT_MILLIS = 40_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    private DeafSocket(int port) throws IOException {
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.setSoTimeout(SILENT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
    }

    static DeafSocket join(int port, UUID documentId, Browser who) throws IOException {
        DeafSocket deaf = new DeafSocket(port);
        String cookies = who.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        deaf.write(String.join("\r\n",
                "GET /ws/documents/" + documentId + " HTTP/1.1",
                "Host: localhost:" + port,
                "Origin: http://localhost:" + port,
                "Cookie: " + cookies,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Protocol: cowrite.v1",
                "",
                "").getBytes(StandardCharsets.UTF_8));
        deaf.readHead();
        byte[] hello = "{\"type\":\"hello\",\"clientId\":\"deaf\",\"attempt\":1}".getBytes(StandardCharsets.UTF_8);
        deaf.write(masked(hello));
        if (deaf.skipFrame() != 1) {
            throw new IOException("no welcome");
        }
        return deaf;
    }

    /** Reads at last: text frames until the end, or until there is a moment of silence. */
    int framesLeft() throws IOException {
        socket.setSoTimeout(5_000);
        int frames = 0;
        try {
            while (true) {
                int opcode = skipFrame();
                if (opcode == 8) {
                    return frames;
                }
                frames += opcode == 1 ? 1 : 0;
            }
        } catch (EOFException | SocketException | SocketTimeoutException e) {
            return frames; // Cut off by the server, or all read.
        }
    }

    /** Reads a frame and returns its opcode. */
    private int skipFrame() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte() & 0x7F;
        long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        in.skipNBytes(bytes);
        return opcode;
    }

    private void readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head.toString());
        }
    }

    /** A short text frame under the mask 0. */
    private static byte[] masked(byte[] text) {
        byte[] frame = new byte[6 + text.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        return frame;
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
