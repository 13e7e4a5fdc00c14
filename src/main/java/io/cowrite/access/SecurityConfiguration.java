package io.cowrite.access;

import io.cowrite.web.ContentPolicy;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What stands before every request. It knows who one is and whether a page of ours made the request; who may do what
 * in a document is for {@link Rights}. No sessions, no forms: the cookies carry all of it.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** On a port of their own, without cookies; they take JSON alone, which no other site's page can send there. */
    private static final String OPERATORS = "/actuator/**";

    /** Nobody asks how long each of these filters takes, and every request would pay for it. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The least, as thousands may come at once: the handshake itself looks at the Origin and at who it is. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain handshakes(HttpSecurity http) {
        return http.securityMatcher("/ws/**")
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(SecurityConfiguration::headers)
                .build();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Authors authors, ProblemWriter problems) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens()).csrfTokenRequestHandler(plainTokens())
                        .ignoringRequestMatchers(OPERATORS))
                .addFilterBefore(new GuestFilter(authors), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/v1/me")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                        (request, response, failure) -> problems.write(ProblemCode.NOT_SIGNED_IN, response))
                        .accessDeniedHandler((request, response, denied) -> problems.write(
                                denied instanceof CsrfException
                                        ? ProblemCode.CSRF_TOKEN_MISSING
                                        : ProblemCode.FORBIDDEN,
                                response)))
                .headers(SecurityConfiguration::headers)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(SecurityConfiguration::keepOutOfCaches)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .addHeaderWriter(
                        (request, response) -> response.setHeader("Content-Security-Policy", ContentPolicy.of(request)))
                .addHeaderWriter((request, response) -> response.setHeader("X-Robots-Tag", "noindex"));
    }

    /** Unless said otherwise. The framework's own writer leaves out every answer that sets a cookie. */
    private static void keepOutOfCaches(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    /** The page's script reads the cookie and repeats it in a header, which no other site's page can do. */
    private static CookieCsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").path("/"));
        return tokens;
    }

    /** Takes the cookie's value as it is, and sets the cookie with the first answer, whatever that is. */
    private static CsrfTokenRequestHandler plainTokens() {
        CsrfTokenRequestAttributeHandler tokens = new CsrfTokenRequestAttributeHandler();
        tokens.setCsrfRequestAttributeName(null);
        return tokens;
    }
}
