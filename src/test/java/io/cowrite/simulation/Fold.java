package io.cowrite.simulation;

import io.cowrite.protocol.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The chain of hashes, computed apart from the code under test. */
final class Fold {

    private static final MessageDigest SHA_256 = sha256();

    private Fold() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash after each of {@code entries}. */
    static List<Hash> chain(Hash before, List<byte[]> entries) {
        List<Hash> hashes = new ArrayList<>(entries.size());
        byte[] hash = before.bytes();
        MessageDigest digest = fresh();
        for (byte[] entry : entries) {
            digest.update(hash);
            hash = digest.digest(entry);
            hashes.add(Hash.of(hash));
        }
        return hashes;
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
