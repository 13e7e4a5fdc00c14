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
 * Lets in so many requests at a time, in the order in which they came, and handshakes of sockets apart from all others: of
 * thousands who come at once, as after a restart, few stand before what is said on sockets that are open, and requests that
 * take long keep nobody from a socket. Who has waited too long is told to try again. Probes do not wait.
 */
@Component
@Order(Turnstile.ORDER)
final class Turnstile extends OncePerRequestFilter {

    /** Inside the filter that measures requests, so that it measures the wait too; before all that costs much. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    static final long WAIT_MILLIS_MAX = 20_000;
    static final String RETRY_AFTER_SECONDS = "5";

    private static final String SOCKETS = "/ws/";
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private final Semaphore requests;
    private final Semaphore handshakes;
    private final long waitMillisMax;
    private final ProblemWriter problems;

    @Autowired
    Turnstile(
            @Value("${cowrite.limits.requests-at-a-time:200}") int requests,
            @Value("${cowrite.limits.handshakes-at-a-time:16}") int handshakes,
            ProblemWriter problems) {
        this(requests, handshakes, WAIT_MILLIS_MAX, problems);
    }

    Turnstile(int requests, int handshakes, long waitMillisMax, ProblemWriter problems) {
        this.requests = new Semaphore(requests, true);
        this.handshakes = new Semaphore(handshakes, true);
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
        Semaphore places = request.getRequestURI().startsWith(SOCKETS) ? handshakes : requests;
        if (!comesIn(places)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            problems.write(ProblemCode.BUSY, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private boolean comesIn(Semaphore places) {
        try {
            return places.tryAcquire(waitMillisMax, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The service ends.
            return false;
        }
    }
}
