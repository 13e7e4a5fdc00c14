package io.cowrite.observability;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    Spans spans(@Value("${cowrite.tracing.endpoint:}") String endpoint,
            @Value("${cowrite.tracing.ratio:1.0}") double ratio, ObjectProvider<BuildProperties> build) {
        if (endpoint.isBlank()) {
            return Spans.none();
        }
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? null : known.getVersion();
        return Spans.to(endpoint, ratio, version == null ? "unknown" : version);
    }

    @Bean
    RestSpans restSpans(Spans spans) {
        return new RestSpans(spans);
    }
}
