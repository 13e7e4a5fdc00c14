package io.cowrite.observability;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    JournalMeter journalMeter(MeterRegistry registry) {
        return new JournalMetrics(registry);
    }

    @Bean
    RoomMeter roomMeter(MeterRegistry registry) {
        return new RoomMetrics(registry);
    }

    @Bean
    ConnectionMeter connectionMeter(MeterRegistry registry) {
        return new ConnectionMetrics(registry);
    }

    @Bean
    Gauges gauges(MeterRegistry registry) {
        return new Gauges(registry);
    }
}
