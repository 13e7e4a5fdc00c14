package io.cowrite.nemesis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of one document sent and saw, in a file that grows by some twenty bytes a fact. Any thread may write; who
 * reads does so afterwards.
 */
final class History implements AutoCloseable {

    /** Hears what stands in the file, in the order in which it was written. */
    interface Reader {

        /** {@code client} is what the others call a replica. */
        void replica(int client, String userId, String clientId);

        /** @param floor the newest version that anybody had been acknowledged before it was sent */
        void sent(int client, long sequence, long inserted, long floor);

        /** A replica has the log up to {@code version}, where its own chain of the bytes received has this hash. */
        void saw(int client, long version, long hash);

        void acknowledged(int client, long sequence, long version, boolean refused);

        /** A copy at the end. */
        void copy(int client, long version, String text);

        void complaint(String what);
    }

    private static final int REPLICA = 0;
    private static final int SENT = 1;
    private static final int SAW = 2;
    private static final int ACKNOWLEDGED = 3;
    private static final int COPY = 4;
    private static final int COMPLAINT = 5;

    private final DataOutputStream out;
    private final AtomicLong newestAcknowledged = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Map<String, Integer> replicas = new HashMap<>();

    History(Path file) throws IOException {
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** The last version that anybody has been acknowledged. */
    long newestAcknowledged() {
        return newestAcknowledged.get();
    }

    /** How many submissions have been acknowledged, not refused. */
    long accepted() {
        return accepted.get();
    }

    long refusals() {
        return refusals.get();
    }

    /** What the others call a replica. */
    synchronized int replica(String userId, String clientId) {
        return replicas.computeIfAbsent(userId + " " + clientId, names -> {
            write(REPLICA, replicas.size(), 0, 0, 0, names);
            return replicas.size();
        });
    }

    void sent(int client, long sequence, long inserted, long floor) {
        write(SENT, client, sequence, inserted, floor, null);
    }

    void saw(int client, long version, long hash) {
        write(SAW, client, version, hash, 0, null);
    }

    void acknowledged(int client, long sequence, long version, boolean refused) {
        newestAcknowledged.accumulateAndGet(version, Math::max);
        (refused ? refusals : accepted).incrementAndGet();
        write(ACKNOWLEDGED, client, sequence, version, refused ? 1 : 0, null);
    }

    void copy(int client, long version, String text) {
        write(COPY, client, version, 0, 0, text);
    }

    void complaint(String what) {
        write(COMPLAINT, 0, 0, 0, 0, what);
    }

    private synchronized void write(
            int kind, int client, long first, long second, long third, @Nullable String text) {
        try {
            out.writeByte(kind);
            out.writeInt(client);
            out.writeLong(first);
            if (kind != COMPLAINT && kind != REPLICA) {
                out.writeLong(second);
            }
            if (kind == SENT || kind == ACKNOWLEDGED) {
                out.writeLong(third);
            }
            if (text != null) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void read(Path file, Reader reader) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            while (true) {
                int kind = in.read();
                if (kind < 0) {
                    return;
                }
                readFact(kind, in, reader);
            }
        } catch (EOFException e) {
            throw new IOException("the history is cut off", e);
        }
    }

    private static void readFact(int kind, DataInputStream in, Reader reader) throws IOException {
        int client = in.readInt();
        long first = in.readLong();
        switch (kind) {
            case REPLICA -> {
                String[] names = text(in).split(" ", 2);
                reader.replica(client, names[0], names[1]);
            }
            case SENT -> reader.sent(client, first, in.readLong(), in.readLong());
            case SAW -> reader.saw(client, first, in.readLong());
            case ACKNOWLEDGED -> {
                long version = in.readLong();
                reader.acknowledged(client, first, version, in.readLong() == 1);
            }
            case COPY -> {
                in.readLong();
                reader.copy(client, first, text(in));
            }
            case COMPLAINT -> reader.complaint(text(in));
            default -> throw new IOException("no fact has the number " + kind);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
