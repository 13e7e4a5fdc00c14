package io.cowrite.protocol;

import java.util.UUID;

/** The chained hash of a document's log. */
public final class HashChain {

    private HashChain() {}

    /** hash(0): SHA-256 of the RFC 8785 JSON {@code {"documentId":…,"documentType":…}}. */
    public static Hash start(UUID documentId, DocumentType type) {
        throw new UnsupportedOperationException();
    }

    /** hash(v) = SHA-256(hash(v − 1) ‖ the bytes of entry v). */
    public static Hash next(Hash previous, byte[] entry) {
        throw new UnsupportedOperationException();
    }
}
