package io.cowrite.bench;

import io.cowrite.protocol.Entry;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The {@code ops} messages of one document that came lately, each read once however many are sent it: those that begin at
 * the same version and are as long are the same. One thread.
 */
final class SharedFrames {

    private static final int KEPT = 256;
    private static final int KEPT_A_READER = 8;
    private static final int DIGITS_AT = "{\"type\":\"ops\",\"firstVersion\":".length();

    private record Key(long firstVersion, int length) {}

    /**
     * What a message says.
     *
     * @param hash of the log after its last entry
     */
    record Frame(long firstVersion, Entry[] entries, String hash) {

        long lastVersion() {
            return firstVersion + entries.length - 1;
        }
    }

    private final IntSupplier readers;

    private final Map<Key, Frame> frames = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Frame> eldest) {
            return size() > Math.min(KEPT, KEPT_A_READER * readers.getAsInt());
        }
    };

    /** The more read them, the more are kept. */
    SharedFrames(IntSupplier readers) {
        this.readers = readers;
    }

    Frame read(byte[] message, int length) throws IOException {
        Key key = new Key(firstVersion(message), length);
        Frame known = frames.get(key);
        if (known == null) {
            known = decode(message, length);
            frames.put(key, known);
        }
        return known;
    }

    private static long firstVersion(byte[] message) {
        long version = 0;
        for (int i = DIGITS_AT; message[i] >= '0' && message[i] <= '9'; i++) {
            version = 10 * version + message[i] - '0';
        }
        return version;
    }

    private static Frame decode(byte[] message, int length) throws IOException {
        try {
            ServerMessage.Ops ops = (ServerMessage.Ops) ServerCodec.decode(
                    new String(message, 0, length, StandardCharsets.UTF_8));
            return new Frame(ops.firstVersion(), ops.operations().toArray(Entry[]::new), ops.hash().hex());
        } catch (MalformedException e) {
            throw new IOException(e);
        }
    }
}
