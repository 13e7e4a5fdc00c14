package io.cowrite.nemesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** The log's chained hash, told a second time. One thread. */
final class Chain {

    private final MessageDigest digest = sha256();
    private byte[] hash = new byte[0];

    /** At version 0 of a document of plain text. */
    static Chain of(UUID documentId) {
        Chain chain = new Chain();
        chain.hash = chain.digest.digest(("{\"documentId\":\"" + documentId + "\",\"documentType\":\"text\"}")
                .getBytes(StandardCharsets.UTF_8));
        return chain;
    }

    /** At a hash of 64 hex digits. */
    static Chain at(String hex) {
        Chain chain = new Chain();
        chain.hash = HexFormat.of().parseHex(hex);
        return chain;
    }

    void add(byte[] bytes, int from, int length) {
        digest.update(hash);
        digest.update(bytes, from, length);
        hash = digest.digest();
    }

    byte[] hash() {
        return hash;
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** The first eight bytes, never 0. */
    long prefix() {
        return prefix(hash);
    }

    static long prefix(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong() | 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
