package io.cowrite.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The chained hash of a document's log. */
public final class HashChain {

    /** Copied for each use: that costs a third of asking for a new one. */
    private static final MessageDigest SHA_256 = sha256();

    private HashChain() {}

    /** hash(0): SHA-256 of the RFC 8785 JSON {@code {"documentId":…,"documentType":…}}. */
    public static Hash start(UUID documentId, DocumentType type) {
        JsonBytes out = new JsonBytes(96);
        out.raw("{\"documentId\":").string(documentId.toString());
        out.raw(",\"documentType\":").string(type.wireName()).raw('}');
        return Hash.ofOwned(fresh().digest(out.toByteArray()));
    }

    /** hash(v) = SHA-256(hash(v − 1) ‖ the bytes of entry v). */
    public static Hash next(Hash previous, byte[] entry) {
        MessageDigest digest = fresh();
        previous.addTo(digest);
        return Hash.ofOwned(digest.digest(entry));
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
