package io.cowrite.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a guest's browser keeps: id, name, colour and an end, signed by HMAC-SHA-256. The form is
 * {@code base64url(end ␀ id ␀ colour ␀ name).base64url(signature)}, the end in seconds since 1970. Any thread.
 */
final class GuestCookie {

    static final String NAME = "cowrite_guest";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SEPARATOR = "\0";
    private static final int FIELDS = 4;
    private static final int LENGTH_MAX = 2_048;

    private final SecretKeySpec key;
    private final Clock clock;

    GuestCookie(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    String seal(Author author, Instant end) {
        String fields = String.join(SEPARATOR, Long.toString(end.getEpochSecond()), author.id(), author.color(),
                author.name());
        byte[] payload = fields.getBytes(StandardCharsets.UTF_8);
        return encode(payload) + "." + encode(signature(payload));
    }

    /** The guest; empty if the value is not one of ours, was changed, or is over. */
    Optional<Author> open(String value) {
        int dot = value.indexOf('.');
        if (dot < 0 || value.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(value.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(value.substring(dot + 1));
            boolean ours = MessageDigest.isEqual(signature, signature(payload));
            return ours ? read(new String(payload, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<Author> read(String fields) {
        String[] parts = fields.split(SEPARATOR, FIELDS);
        boolean over = clock.instant().getEpochSecond() >= Long.parseLong(parts[0]);
        return over ? Optional.empty() : Optional.of(new Author(parts[1], parts[3], parts[2]));
    }

    private byte[] signature(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
