package io.cowrite.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells who makes a request, or a socket's handshake, by its cookies. Any thread; reads no store. */
@Component
public class Authors {

    private final GuestCookie cookie;
    private final boolean guests;

    Authors(GuestCookie cookie, AccessSettings settings) {
        this.cookie = cookie;
        this.guests = settings.guests();
    }

    /** Empty: not signed in, which a cookie that was changed or is over means too. */
    public Optional<Author> of(HttpServletRequest request) {
        return guests
                ? guestCookies(request).flatMap(value -> cookie.open(value).stream()).findFirst()
                : Optional.empty();
    }

    /** Whether the request carries a cookie that a browser attached by itself, valid or not. */
    public static boolean hasCookie(HttpServletRequest request) {
        return guestCookies(request).findAny().isPresent();
    }

    private static Stream<String> guestCookies(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Arrays.stream(cookies)
                        .filter(candidate -> candidate.getName().equals(GuestCookie.NAME))
                        .map(Cookie::getValue);
    }
}
