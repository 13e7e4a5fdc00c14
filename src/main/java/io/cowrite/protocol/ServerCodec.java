package io.cowrite.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server messages to UTF-8 JSON and back. */
public final class ServerCodec {

    private ServerCodec() {}

    public static byte[] encode(ServerMessage message) {
        throw new UnsupportedOperationException();
    }

    /** An {@code ops} frame from the entries' own bytes; {@code entries} is not empty and runs on. */
    public static byte[] ops(List<SealedEntry> entries, @Nullable Long checksum) {
        throw new UnsupportedOperationException();
    }

    /** @throws MalformedException if {@code frame} is no server message */
    public static ServerMessage decode(String frame) throws MalformedException {
        throw new UnsupportedOperationException();
    }
}
