package io.cowrite.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads what nobody wanted of a body, and throws it away, before the answer is over: who is still sending when a refusal
 * closes the connection finds it broken, and no answer. Not of bodies far above the limit, and not where the sender waits
 * to be asked for it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadBodyFilter extends OncePerRequestFilter {

    private static final long BYTES_MAX = 2 * BodyLimitFilter.BODY_BYTES_MAX;
    private static final int BUFFER_BYTES = 16 << 10;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (hasBody && request.getContentLengthLong() <= BYTES_MAX && request.getHeader("Expect") == null
                && !request.isAsyncStarted()) {
            throwAway(request.getInputStream());
        }
    }

    private static void throwAway(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = BYTES_MAX;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = body.read(buffer);
            left -= read;
        }
    }
}
