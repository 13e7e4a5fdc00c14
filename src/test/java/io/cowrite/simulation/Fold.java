package io.cowrite.simulation;

import io.cowrite.protocol.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The chain of hashes, computed apart from the code under test. */
final class Fold {

    private Fold() {}

    /** The hash after each of {@code entries}. */
    static List<Hash> chain(Hash before, List<byte[]> entries) {
        List<Hash> hashes = new ArrayList<>(entries.size());
        byte[] hash = before.bytes();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] entry : entries) {
                digest.update(hash);
                hash = digest.digest(entry);
                hashes.add(Hash.of(hash));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return hashes;
    }
}
