package io.cowrite.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a request in by its cookie. */
final class GuestFilter extends OncePerRequestFilter {

    private final Authors authors;

    GuestFilter(Authors authors) {
        this.authors = authors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        authors.of(request).ifPresent(author -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SignedIn(author));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private static final class SignedIn extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1;

        private final transient Author author;

        SignedIn(Author author) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.author = author;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Author getPrincipal() {
            return author;
        }
    }
}
