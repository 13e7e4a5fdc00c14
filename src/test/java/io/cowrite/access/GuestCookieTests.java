package io.cowrite.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** [R1] */
class GuestCookieTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Author ZOE = new Author("0190-id", "Zoë", "#112233");

    private final GuestCookie cookie = at(NOW, (byte) 1);

    @Test
    void whatWasSealedIsRead() {
        assertThat(cookie.open(cookie.seal(ZOE, NOW.plusSeconds(1)))).contains(ZOE);
    }

    @Test
    void itEndsToTheSecond() {
        String sealed = cookie.seal(ZOE, NOW.plus(Duration.ofDays(1)));
        assertThat(at(NOW.plus(Duration.ofDays(1)).minusSeconds(1), (byte) 1).open(sealed)).isPresent();
        assertThat(at(NOW.plus(Duration.ofDays(1)), (byte) 1).open(sealed)).isEmpty();
    }

    @Test
    void anotherKeysIsNotRead() {
        assertThat(cookie.open(at(NOW, (byte) 2).seal(ZOE, NOW.plusSeconds(1)))).isEmpty();
    }

    @Test
    void noByteOfPayloadOrSignatureMayBeOther() {
        String sealed = cookie.seal(ZOE, NOW.plusSeconds(1));
        int dot = sealed.indexOf('.');
        byte[] payload = Base64.getUrlDecoder().decode(sealed.substring(0, dot));
        byte[] signature = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
        for (byte[] part : new byte[][]{payload, signature}) {
            for (int i = 0; i < part.length; i++) {
                part[i] ^= 1;
                assertThat(cookie.open(encode(payload) + "." + encode(signature))).isEmpty();
                part[i] ^= 1;
            }
        }
        assertThat(cookie.open(encode(payload) + "." + encode(signature))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "a", "%%%.%%%", "....", "AAAA.", ".AAAA"})
    void anythingElseIsNobody(String value) {
        assertThat(cookie.open(value)).isEmpty();
    }

    private static GuestCookie at(Instant now, byte key) {
        return new GuestCookie(new byte[]{key, 2, 3}, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
