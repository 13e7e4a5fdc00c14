package io.cowrite.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The least that speaks WebSocket: one blocking TCP socket without threads of its own, so that what is measured is the
 * service. One thread may send while another receives.
 */
public final class PlainSocket implements AutoCloseable {

    private static final int TEXT = 0x81;
    private static final int TEXT_BEGINS = 0x01;
    private static final int GOES_ON = 0x00;
    private static final int ENDS = 0x80;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final int CLOSE = 0x88;

    private final Socket socket;
    private final DataInputStream in;
    private long bytesReceived;

    private PlainSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 17));
        socket.setTcpNoDelay(true);
    }

    /** The cookie of a new guest. */
    public static String guest(URI service) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return guest(http, service);
        }
    }

    /** The same, asked for by {@code http}. */
    static String guest(HttpClient http, URI service) throws IOException, InterruptedException {
        HttpRequest me = HttpRequest.newBuilder(service.resolve("/api/v1/me")).build();
        return http.send(me, HttpResponse.BodyHandlers.discarding()).headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("cowrite_guest="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    /** Connects to a document and says hello under {@code clientId}. */
    static PlainSocket open(URI service, UUID documentId, String cookie, String clientId) throws IOException {
        PlainSocket plain = connect(service, documentId, cookie, 0);
        plain.send("{\"type\":\"hello\",\"clientId\":\"" + clientId + "\",\"attempt\":1}");
        return plain;
    }

    /** Connects to a document; the caller says hello. {@code silenceMillisMax} without a byte end a receive; 0: none do. */
    public static PlainSocket connect(URI service, UUID documentId, String cookie, int silenceMillisMax)
            throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        try {
            socket.setSoTimeout(silenceMillisMax);
            PlainSocket plain = new PlainSocket(socket);
            plain.shakeHands(service, documentId, cookie);
            return plain;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The request that asks for the upgrade. */
    static String handshake(URI service, UUID documentId, String cookie) {
        return """
                GET /ws/documents/%s HTTP/1.1
                Host: %s
                Origin: %s
                Cookie: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==
                Sec-WebSocket-Protocol: cowrite.v1

                """.formatted(documentId, service.getAuthority(), service, cookie).replace("\n", "\r\n");
    }

    private void shakeHands(URI service, UUID documentId, String cookie) throws IOException {
        String request = handshake(service, documentId, cookie);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(answer.toString());
        }
    }

    public void send(String text) throws IOException {
        write(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next text message; answers pings meanwhile. */
    public String receive() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            int size = in.readUnsignedByte();
            long length = size == 126 ? in.readUnsignedShort() : size == 127 ? in.readLong() : size;
            byte[] payload = in.readNBytes(Math.toIntExact(length));
            bytesReceived += (size == 126 ? 4 : size == 127 ? 10 : 2) + length;
            switch (head) {
                case TEXT -> {
                    return new String(payload, StandardCharsets.UTF_8);
                }
                case TEXT_BEGINS, GOES_ON -> parts.writeBytes(payload);
                case ENDS -> {
                    parts.writeBytes(payload);
                    return parts.toString(StandardCharsets.UTF_8);
                }
                case PING -> write(PONG, payload);
                case CLOSE -> throw new IOException("closed " + closeCode(payload));
                default -> throw new IOException("unexpected frame " + head);
            }
        }
    }

    private static String closeCode(byte[] payload) {
        return payload.length < 2
                ? "without a code"
                : (((payload[0] & 0xff) << 8) | (payload[1] & 0xff)) + " "
                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** Since the handshake, frame headers included. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** The mask is zero: nothing stands between. */
    private synchronized void write(int head, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 8);
        frame.write(head);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        OutputStream out = socket.getOutputStream();
        out.write(frame.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
