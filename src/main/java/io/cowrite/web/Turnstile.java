package io.cowrite.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in so many requests at a time, in the order in which they came; handshakes of sockets stand in a {@link PatientLine}
 * of their own, since thousands come at once after a restart. Neither keeps what is said on open sockets waiting. Who has
 * waited too long is told to try again. Probes do not wait.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Turnstile extends OncePerRequestFilter {

    static final long WAIT_MILLIS_MAX = 20_000;
    static final String RETRY_AFTER_SECONDS = "5";

    private static final String SOCKETS = "/ws/";
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private final Semaphore requests;
    private final PatientLine handshakes;
    private final long waitMillisMax;
    private final ProblemWriter problems;

    @Autowired
    Turnstile(@Value("${cowrite.limits.requests-at-a-time:200}") int requests, ProblemWriter problems) {
        this(requests, PatientLine.ofHalfTheProcessors(), WAIT_MILLIS_MAX, problems);
    }

    Turnstile(int requests, PatientLine handshakes, long waitMillisMax, ProblemWriter problems) {
        this.requests = new Semaphore(requests, true);
        this.handshakes = handshakes;
        this.waitMillisMax = waitMillisMax;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PROBES.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isHandshake = request.getRequestURI().startsWith(SOCKETS);
        if (!comesIn(isHandshake)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            problems.write(ProblemCode.BUSY, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            goesOut(isHandshake);
        }
    }

    private boolean comesIn(boolean isHandshake) {
        try {
            return isHandshake
                    ? handshakes.enter(waitMillisMax)
                    : requests.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The service ends.
            return false;
        }
    }

    private void goesOut(boolean isHandshake) {
        if (isHandshake) {
            handshakes.leave();
        } else {
            requests.release();
        }
    }
}
