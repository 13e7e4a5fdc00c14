package io.cowrite.protocol;

/**
 * An entry with its version, its bytes (RFC 8785 JSON, encoded once: hashed, stored and sent as they are; never
 * modified) and the hash of the log after it.
 */
public record SealedEntry(long version, Entry entry, byte[] bytes, Hash hash) {

    /** Where the log is after it. */
    public Point point() {
        return new Point(version, hash);
    }
}
