package io.cowrite.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in.
 *
 * @param guests whether people may work without an account
 * @param proxies before this service: addresses and ranges such as {@code 10.0.0.0/8}; see {@link Proxies}
 * @param origins of pages that may open sockets, such as {@code https://docs.example.org}; see {@link AllowedOrigins}
 */
@ConfigurationProperties("cowrite")
record AccessSettings(
        @DefaultValue("true") boolean guests, @DefaultValue List<String> proxies, @DefaultValue List<String> origins) {}
