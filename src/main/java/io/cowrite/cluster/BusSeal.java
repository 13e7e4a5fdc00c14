package io.cowrite.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows that a message is of a node that has the cluster's key. Any thread. */
public final class BusSeal {

    static final int BYTES = 32;

    /** Shortest key, bytes. */
    static final int KEY_BYTES_MIN = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "cowrite-bus".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;
    /** Copied for each use: that costs less than to ask for one and give it the key. */
    private final Mac keyed;

    /** @throws IllegalArgumentException if {@code key} is shorter than 32 bytes */
    public BusSeal(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("cowrite.cluster.key must have at least 32 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.keyed = keyed(this.key);
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Of the bytes of {@code message} from {@code from} on, and of what goes before the seal. */
    byte[] of(byte version, byte[] message, int from) {
        Mac mac = fresh();
        mac.update(PURPOSE);
        mac.update(version);
        mac.update(message, from, message.length - from);
        return mac.doFinal();
    }

    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(key);
        }
    }

    boolean isRight(byte version, byte[] message, int sealAt) {
        byte[] seal = Arrays.copyOfRange(message, sealAt, sealAt + BYTES);
        return MessageDigest.isEqual(seal, of(version, message, sealAt + BYTES));
    }
}
