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
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in so many requests at a time, in the order in which they came; handshakes of sockets stand in a {@link PatientLine}
 * of their own, since thousands come at once after a restart. Neither keeps what is said on open sockets waiting. Who has
 * waited too long is told to try again. Who asks for health does not wait.
 */
@Component
@Order(Turnstile.ORDER)
final class Turnstile extends OncePerRequestFilter {

    /**
     * Right inside the security filters (-100), so that answers have their headers, and inside what measures requests and
     * throws away what was not read of a body.
     */
    static final int ORDER = -99;

    static final String RETRY_AFTER_SECONDS = "5";

    private static final String SOCKETS = "/ws/";
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");
    private static final String HEALTH = "/actuator/";

    private final Semaphore requests;
    private final PatientLine handshakes;
    private final long waitMillis;
    private final ProblemWriter problems;

    @Autowired
    Turnstile(
            @Value("${cowrite.limits.requests-at-a-time:200}") int requests,
            @Value("${cowrite.limits.wait-millis:12000}") long waitMillis,
            ProblemWriter problems) {
        this(requests, PatientLine.ofHalfTheProcessors(), waitMillis, problems);
    }

    Turnstile(int requests, PatientLine handshakes, long waitMillis, ProblemWriter problems) {
        this.requests = new Semaphore(requests, true);
        this.handshakes = handshakes;
        this.waitMillis = waitMillis;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return PROBES.contains(path) || path.startsWith(HEALTH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isHandshake = isHandshake(request);
        if (!comesIn(isHandshake)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(ProblemCode.BUSY, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            goesOut(isHandshake);
        }
    }

    /** What else is asked of a socket's address, above all with a body that may come slowly, is a request like others. */
    private static boolean isHandshake(HttpServletRequest request) {
        return request.getRequestURI().startsWith(SOCKETS)
                && request.getMethod().equals("GET")
                && request.getHeader(HttpHeaders.UPGRADE) != null
                && request.getContentLengthLong() <= 0
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    private boolean comesIn(boolean isHandshake) {
        try {
            return isHandshake
                    ? handshakes.enter(waitMillis)
                    : requests.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
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
