package io.cowrite.bench;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a {@link StormCrowd}: a WebSocket that never blocks, keeps of what comes only the welcome and answers
 * pings. Of the crowd's thread.
 */
final class CrowdMember {

    /** A deaf one's: soon full. */
    private static final int RECEIVE_BYTES = 4_096;

    /** Of a message, enough for a welcome. */
    private static final int KEPT_BYTES = 2_048;

    private static final byte[] OPS = "{\"type\":\"ops\"".getBytes(StandardCharsets.UTF_8);

    private static final byte[] ANSWER_END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] UPGRADED = "HTTP/1.1 101".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] WELCOME = "{\"type\":\"welcome\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CATCHUP = "{\"type\":\"catchup\"".getBytes(StandardCharsets.UTF_8);
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final byte[] handshake;
    private final String clientId;
    private final InetSocketAddress source;
    private final boolean deaf;
    private final @Nullable Reader reader;
    private int attempt;
    private long version;
    private @Nullable Hash hash;
    private @Nullable SocketChannel channel;

    private boolean upgraded;
    private final byte[] header = new byte[10];
    private int headerBytes;
    private byte[] kept = new byte[0];
    private int keptBytes;
    private long left;

    CrowdMember(URI service, UUID documentId, String cookie, int number, boolean deaf)
            throws IOException {
        this(service, documentId, cookie, number, deaf, null);
    }

    /** One whose {@code ops} messages go to {@code reader}, whole. */
    CrowdMember(URI service, UUID documentId, String cookie, int number, boolean deaf, @Nullable Reader reader)
            throws IOException {
        this.clientId = "crowd-" + number;
        this.deaf = deaf;
        this.reader = reader;
        // Of addresses enough that none runs out of ports.
        this.source = new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, (byte) (2 + number % 20)}),
                0);
        this.handshake = PlainSocket.handshake(service, documentId, cookie).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Who wants to know what comes. */
    @FunctionalInterface
    interface Reader {

        /** An {@code ops} message of {@code length} bytes, which are others soon. */
        void ops(byte[] message, int length) throws IOException;
    }

    String clientId() {
        return clientId;
    }

    /** That of the welcome. */
    long version() {
        return version;
    }

    void submit(String message) throws IOException {
        send(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** What became of what came. */
    enum Event {
        NOTHING,
        WELCOMED,
        RESUMED
    }

    /** The other side ended it, as {@code message} tells. */
    static final class EndedException extends IOException {

        private static final long serialVersionUID = 1;

        EndedException(String how) {
            super(how);
        }
    }

    /** Begins to connect; the key's attachment is {@code seat}. */
    void connect(Selector selector, InetSocketAddress service, Object seat) throws IOException {
        upgraded = false;
        headerBytes = 0;
        left = 0;
        expect(KEPT_BYTES);
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.setOption(StandardSocketOptions.SO_LINGER, 0); // Cut, not closed, and the port is free at once.
        if (deaf) {
            opened.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
        }
        opened.bind(source);
        opened.register(selector, SelectionKey.OP_CONNECT, seat);
        opened.connect(service);
    }

    /** The connection stands: asks for the upgrade. */
    void connected(SelectionKey key) throws IOException {
        SocketChannel open = (SocketChannel) key.channel();
        open.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(ByteBuffer.wrap(handshake));
    }

    /** Takes what came, all of it. */
    Event take(ByteBuffer in) throws IOException {
        Event event = Event.NOTHING;
        while (in.hasRemaining()) {
            if (!upgraded) {
                answer(in.get());
            } else if (left > 0) {
                payload(in);
            } else {
                header(in.get());
            }
            if (upgraded && left == 0 && isHeaderWhole()) {
                headerBytes = 0;
                Event told = frame(header[0] & 0xff);
                event = told == Event.NOTHING ? event : told;
            }
        }
        return event;
    }

    /** A deaf one reads no more. */
    boolean isDeaf() {
        return deaf;
    }

    void cut() throws IOException {
        SocketChannel open = channel;
        if (open != null) {
            open.close();
            channel = null;
        }
    }

    private void answer(byte next) throws IOException {
        if (keptBytes == kept.length) {
            throw new EndedException("no answer to the handshake");
        }
        kept[keptBytes++] = next;
        int end = keptBytes - ANSWER_END.length;
        if (end >= 0 && Arrays.equals(kept, end, keptBytes, ANSWER_END, 0, ANSWER_END.length)) {
            if (!startsWith(UPGRADED)) {
                throw new EndedException(new String(kept, 0, 12, StandardCharsets.ISO_8859_1));
            }
            upgraded = true;
            expect(0);
            hello();
        }
    }

    private void hello() throws IOException {
        Hash known = hash;
        String since = known == null ? "" : ",\"since\":[{\"version\":" + version + ",\"hash\":\"" + known + "\"}]";
        send(TEXT, ("{\"type\":\"hello\",\"clientId\":\"" + clientId + "\",\"attempt\":" + ++attempt + since + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private void header(byte next) {
        header[headerBytes++] = next;
        if (isHeaderWhole()) {
            left = length();
            expect((int) (reader == null ? Math.min(left, KEPT_BYTES) : left));
        }
    }

    private boolean isHeaderWhole() {
        return headerBytes >= 2 && headerBytes == 2 + switch (header[1] & 0x7f) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    private long length() {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        return switch (header[1] & 0x7f) {
            case 126 -> bytes.getShort(2) & 0xffff;
            case 127 -> bytes.getLong(2);
            default -> header[1] & 0x7f;
        };
    }

    private void payload(ByteBuffer in) {
        int taken = (int) Math.min(left, in.remaining());
        int keep = Math.min(taken, kept.length - keptBytes);
        in.get(kept, keptBytes, keep);
        keptBytes += keep;
        in.position(in.position() + taken - keep);
        left -= taken;
    }

    private void expect(int bytes) {
        kept = new byte[bytes];
        keptBytes = 0;
    }

    private Event frame(int opcode) throws IOException {
        if (opcode == PING) {
            send(PONG, Arrays.copyOf(kept, keptBytes));
        } else if (opcode == CLOSE) {
            throw new EndedException("closed " + (keptBytes < 2 ? 0 : ByteBuffer.wrap(kept).getShort() & 0xffff));
        } else if (opcode == TEXT && startsWith(WELCOME)) {
            return welcome(new String(kept, 0, keptBytes, StandardCharsets.UTF_8));
        } else if (opcode == TEXT && reader != null) {
            told(reader);
        }
        expect(0);
        return Event.NOTHING;
    }

    private Event welcome(String message) throws IOException {
        expect(0);
        try {
            ServerMessage.Welcome welcome = (ServerMessage.Welcome) ServerCodec.decode(message);
            version = welcome.version();
            hash = welcome.hash();
            return welcome.resumed() ? Event.RESUMED : Event.WELCOMED;
        } catch (MalformedException e) {
            throw new IOException(e);
        }
    }

    private void told(Reader to) throws IOException {
        if (startsWith(OPS)) {
            to.ops(kept, keptBytes);
        } else if (startsWith(CATCHUP)) {
            throw new EndedException("caught up, which hides who wrote what");
        }
    }

    private boolean startsWith(byte[] start) {
        return keptBytes >= start.length && Arrays.equals(kept, 0, start.length, start, 0, start.length);
    }

    /** A short frame under the mask 0. */
    private void send(int head, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) head);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        write(frame.putInt(0).put(payload).flip());
    }

    /** So little that a socket has room for it. */
    private void write(ByteBuffer bytes) throws IOException {
        SocketChannel open = channel;
        if (open == null || open.write(bytes) < 0 || bytes.hasRemaining()) {
            throw new EndedException("not written");
        }
    }
}
