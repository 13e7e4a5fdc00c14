package io.cowrite.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Leads from {@code /} to the demo's document, once there is one. The list is at {@code /documents} all the same. */
final class DemoRoute extends OncePerRequestFilter {

    private volatile @Nullable UUID documentId;

    void leadTo(UUID document) {
        documentId = document;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UUID document = documentId;
        if (document != null && request.getMethod().equals("GET") && request.getRequestURI().equals("/")) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, "/d/" + document);
        } else {
            chain.doFilter(request, response);
        }
    }
}
