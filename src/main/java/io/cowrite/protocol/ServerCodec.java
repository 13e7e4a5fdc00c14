package io.cowrite.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server messages to UTF-8 JSON and back. Encoded, {@code type} stands first and there are no spaces. */
public final class ServerCodec {

    /**
     * Most bytes of an {@code ops} frame beside its entries: a frame has at most {@code OPS_OVERHEAD} and, for each
     * entry, its bytes and one more. So a writer knows the size before it builds the frame.
     */
    public static final int OPS_OVERHEAD = 192;

    private ServerCodec() {}

    public static byte[] encode(ServerMessage message) {
        JsonBytes out = new JsonBytes(512);
        ServerWriter.write(out, message);
        return out.toByteArray();
    }

    /** An {@code ops} frame from the entries' own bytes; {@code entries} is not empty and runs on. */
    public static byte[] ops(List<SealedEntry> entries, @Nullable Long checksum) {
        int capacity = OPS_OVERHEAD;
        for (SealedEntry entry : entries) {
            capacity += entry.bytes().length + 1;
        }
        JsonBytes out = new JsonBytes(capacity);
        long version = entries.getFirst().version();
        ServerWriter.beginOps(out, version);
        for (SealedEntry entry : entries) {
            if (entry.version() != version) {
                throw new IllegalArgumentException("entry " + entry.version() + " stands where " + version + " should");
            }
            out.raw(version == entries.getFirst().version() ? "" : ",").raw(entry.bytes());
            version++;
        }
        ServerWriter.endOps(out, entries.getLast().hash(), checksum);
        return out.raw('}').toByteArray();
    }

    /** @throws MalformedException if {@code frame} is no server message */
    public static ServerMessage decode(String frame) throws MalformedException {
        return ServerReader.read(frame);
    }
}
