package io.cowrite.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request look as its client made it, if a proxy that we know passed it on; from others nothing is believed. */
final class ForwardedFilter extends OncePerRequestFilter {

    private final Proxies proxies;

    ForwardedFilter(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean known = proxies.include(request.getRemoteAddr());
        chain.doFilter(known ? ForwardedRequest.of(request, proxies) : request, response);
    }
}
