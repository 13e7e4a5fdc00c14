package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Entries, hashes and appends for tests of the journal, which looks into none of them. */
final class LogFixture {

    static final long ACCESS = 42;

    private LogFixture() {}

    static Hash startHash(UUID documentId) {
        return hash(new byte[0], documentId.toString().getBytes(StandardCharsets.UTF_8));
    }

    static LogEnd start(UUID documentId) {
        return new LogEnd(0, 0, startHash(documentId));
    }

    static Append append(UUID documentId, LogEnd follows, String... texts) {
        return append(documentId, follows, entries(texts));
    }

    static Append append(UUID documentId, LogEnd follows, List<byte[]> entries) {
        Hash hash = follows.hash();
        for (byte[] entry : entries) {
            hash = hash(hash.bytes(), entry);
        }
        return new Append(documentId, follows, ACCESS, entries, hash);
    }

    static List<byte[]> entries(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> ("{\"text\":\"" + texts[i] + "\"}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The entries of a block as text, for comparing. */
    static List<String> textOf(List<byte[]> entries) {
        return entries.stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList();
    }

    private static Hash hash(byte[] before, byte[] entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return Hash.of(digest.digest(entry));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
