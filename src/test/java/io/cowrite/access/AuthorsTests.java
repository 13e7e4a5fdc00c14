package io.cowrite.access;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** [R1] */
class AuthorsTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Author ZOE = new Author("id", "Zoë", "#112233");

    private final GuestCookie cookie = new GuestCookie(new byte[]{1}, Clock.fixed(NOW, ZoneOffset.UTC));
    private final String sealed = cookie.seal(ZOE, NOW.plusSeconds(1));

    @Test
    void aGuestIsKnownByTheirCookie() {
        assertThat(authors(true).of(request(GuestCookie.NAME, sealed))).contains(ZOE);
        assertThat(Authors.hasCookie(request(GuestCookie.NAME, sealed))).isTrue();
    }

    @Test
    void aForgedCookieBesideDoesNotHideTheTrueOne() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie(GuestCookie.NAME, "forged"), new Cookie(GuestCookie.NAME, sealed));
        assertThat(authors(true).of(request)).contains(ZOE);
    }

    @Test
    void nobodyIsKnownWithoutAnyOrByAnother() {
        assertThat(authors(true).of(new MockHttpServletRequest())).isEmpty();
        assertThat(authors(true).of(request("other", sealed))).isEmpty();
        assertThat(Authors.hasCookie(request("other", sealed))).isFalse();
    }

    @Test
    void whereGuestsAreOffNobodyIsKnown() {
        assertThat(authors(false).of(request(GuestCookie.NAME, sealed))).isEmpty();
    }

    private Authors authors(boolean guests) {
        return new Authors(cookie, new AccessSettings(guests, List.of(), List.of()));
    }

    private static MockHttpServletRequest request(String name, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie(name, value));
        return request;
    }
}
