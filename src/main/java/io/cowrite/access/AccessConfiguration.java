package io.cowrite.access;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    FreshId freshId(Clock clock, SecureRandom random) {
        return new FreshId(clock, random);
    }

    @Bean
    GuestMaker guestMaker(FreshId ids, SecureRandom random) {
        return new GuestMaker(ids, random);
    }

    @Bean
    Secrets secrets(JdbcClient jdbc, SecureRandom random) {
        return new Secrets(jdbc, random);
    }

    @Bean
    GuestCookie guestCookie(Secrets secrets, Clock clock) {
        return new GuestCookie(secrets.named("guest-cookie"), clock);
    }

    /** Before all others, those that ask who and where it is included. */
    @Bean
    FilterRegistrationBean<ForwardedFilter> forwarded(AccessSettings settings) {
        FilterRegistrationBean<ForwardedFilter> filter = new FilterRegistrationBean<>(
                new ForwardedFilter(new Proxies(settings.proxies())));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    AllowedOrigins allowedOrigins(AccessSettings settings) {
        return new AllowedOrigins(settings.origins());
    }
}
