package io.cowrite.protocol;

import java.util.List;

/** Entries to bytes and back. The bytes are RFC 8785 JSON: keys sorted, no spaces. */
public final class EntryCodec {

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        throw new UnsupportedOperationException();
    }

    /** @throws MalformedException unless {@code bytes} is one entry */
    public static Entry decode(byte[] bytes) throws MalformedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Cuts entries that stand one after the other into the bytes of each.
     *
     * @throws MalformedException unless {@code joined} from {@code offset} on is a run of JSON objects
     */
    public static List<byte[]> split(byte[] joined, int offset) throws MalformedException {
        throw new UnsupportedOperationException();
    }
}
