package io.cowrite.access;

import io.cowrite.web.PlainLine;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who one is. The first call makes a guest. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {

    private static final Duration LIFE = Duration.ofDays(365);
    private static final int NAME_LENGTH_MAX = 80;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    private final GuestCookie cookie;
    private final GuestMaker guests;
    private final Users users;
    private final AccessSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    MeController(GuestCookie cookie, GuestMaker guests, Users users, AccessSettings settings, Clock clock,
            ApplicationEventPublisher events) {
        this.cookie = cookie;
        this.guests = guests;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
    }

    /** What may be changed; null: stays as it is. */
    record Change(@Nullable String name, @Nullable String color) {}

    @GetMapping
    Author read(@AuthenticationPrincipal @Nullable Author author, HttpServletRequest request,
            HttpServletResponse response) {
        if (author == null && !settings.guests()) {
            throw new ProblemException(ProblemCode.NOT_SIGNED_IN);
        }
        Author known = author == null ? guests.next() : author;
        renew(known, request, response);
        return known;
    }

    @PatchMapping
    Author change(
            @AuthenticationPrincipal Author author, @RequestBody Change change, HttpServletResponse response,
            HttpServletRequest request) {
        Author changed = new Author(
                author.id(),
                change.name() == null ? author.name() : name(change.name()),
                change.color() == null ? author.color() : color(change.color()));
        users.update(changed);
        events.publishEvent(new AuthorChanged(changed));
        renew(changed, request, response);
        return changed;
    }

    /** Added to the response itself: the headers of an entity would replace the cookie of the token against forgery. */
    private void renew(Author author, HttpServletRequest request, HttpServletResponse response) {
        String sealed = cookie.seal(author, clock.instant().plus(LIFE));
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(GuestCookie.NAME, sealed).httpOnly(true)
                .secure(request.isSecure()).sameSite("Lax").path("/").maxAge(LIFE).build().toString());
    }

    private static String name(String name) {
        return PlainLine.of(name, NAME_LENGTH_MAX)
                .orElseThrow(() -> new ProblemException(ProblemCode.INVALID_NAME));
    }

    private static String color(String color) {
        if (!COLOR.matcher(color).matches()) {
            throw new ProblemException(ProblemCode.INVALID_COLOR);
        }
        return color;
    }
}
