package io.cowrite.access;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** [R5] */
class AllowedOriginsTests {

    private final AllowedOrigins own = new AllowedOrigins(List.of());
    private final AllowedOrigins listed = new AllowedOrigins(List.of("https://good.example", "http://intranet:8080"));

    @ParameterizedTest
    @CsvSource({
            "http://localhost:8080, http, localhost:8080",
            "http://localhost, http, localhost",
            "http://localhost, http, localhost:80",
            "https://localhost, https, localhost:443",
            "https://127.0.0.1:8443, https, 127.0.0.1:8443",
            "http://192.168.0.255:8080, http, 192.168.0.255:8080",
            "http://[::1]:8080, http, [::1]:8080",
            "http://[fe80::1], http, [fe80::1]",
    })
    void aPageOfThisServiceGetsInByLoopbackNameOrAddress(String origin, String scheme, String host) {
        assertThat(own.allow(List.of(origin), true, scheme, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
            "http://evil.com, http, localhost:8080",
            "null, http, localhost:8080",
            "'', http, localhost:8080",
            "http://localhost:8081, http, localhost:8080",
            "http://localhost, http, localhost:8080",
            "https://localhost:8080, http, localhost:8080",
            "http://localhost:8080, https, localhost:8080",
            "HTTP://localhost:8080, http, localhost:8080",
            "http://LOCALHOST:8080, http, localhost:8080",
            "http://localhost:8080/, http, localhost:8080",
            "http://localhost:8080.evil.com, http, localhost:8080",
            "http://localhost.evil.com:8080, http, localhost:8080",
            "http://localhost.:8080, http, localhost.:8080",
            "http://localhost:8080 http://evil.com, http, localhost:8080",
            // An attacker's name that leads here: Origin and Host agree.
            "http://evil.com:8080, http, evil.com:8080",
            "http://evil.localhost.com, http, evil.localhost.com",
            "http://127.0.0.1.evil.com, http, 127.0.0.1.evil.com",
            "http://127.0.0.1.:8080, http, 127.0.0.1.:8080",
            "http://127.1, http, 127.1",
            "http://127.0.0.256, http, 127.0.0.256",
            "http://127.0.0.01, http, 127.0.0.01",
            "http://2130706433, http, 2130706433",
            "http://[::1, http, [::1",
            "http://[::g], http, [::g]",
            "http://[127.0.0.1], http, [127.0.0.1]",
            "http://localhost:, http, localhost:",
            "http://localhost:99999a, http, localhost:99999a",
            "http://, http, ''",
    })
    void anyOtherPageIsRefused(String origin, String scheme, String host) {
        assertThat(own.allow(List.of(origin), true, scheme, host)).isFalse();
        assertThat(own.allow(List.of(origin), false, scheme, host)).isFalse();
    }

    @Test
    void aHandshakeWithoutHostIsRefused() {
        assertThat(own.allow(List.of("http://localhost"), true, "http", null)).isFalse();
    }

    @Test
    void withoutOriginOnlyWhatHasNoCookieGetsIn() {
        assertThat(own.allow(List.of(), true, "http", "localhost")).isFalse();
        assertThat(own.allow(List.of(), false, "http", "localhost")).isTrue();
        assertThat(listed.allow(List.of(), true, "https", "good.example")).isFalse();
        assertThat(listed.allow(List.of(), false, "https", "good.example")).isTrue();
    }

    @Test
    void twoOriginsAreRefused() {
        assertThat(own.allow(List.of("http://localhost", "http://localhost"), true, "http", "localhost")).isFalse();
        assertThat(listed.allow(List.of("https://good.example", "http://evil.com"), true, "https", "good.example"))
                .isFalse();
    }

    @Test
    void aListReplacesTheRule() {
        assertThat(listed.allow(List.of("https://good.example"), true, "http", "backend:8080")).isTrue();
        assertThat(listed.allow(List.of("http://intranet:8080"), true, "http", "intranet:8080")).isTrue();
        assertThat(listed.allow(List.of("http://localhost:8080"), true, "http", "localhost:8080")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "http://good.example", "https://good.example:8443", "https://good.example.evil.com",
            "https://good.example.",
            "https://GOOD.example", "https://xgood.example", "https://good.example/", "null", ""
    })
    void aListMeansWhatItSays(String origin) {
        assertThat(listed.allow(List.of(origin), true, "https", "good.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "good.example", "https://good.example/", "https://Good.example", "ftp://x", "null",
            ""})
    void aListIsCheckedAtTheStart(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllowedOrigins(List.of(origin)))
                .withMessageContaining("cowrite.origins");
    }
}
