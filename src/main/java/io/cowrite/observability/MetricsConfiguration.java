package io.cowrite.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    MeterRegistryCustomizer<PrometheusMeterRegistry> metricNames() {
        return registry -> registry.config().namingConvention(new MetricNames());
    }

    @Bean
    JournalMeter journalMeter(MeterRegistry registry, Spans spans) {
        return spans.wanted() ? new TracedJournal(registry, spans) : new JournalMetrics(registry);
    }

    @Bean
    RoomMeter roomMeter(MeterRegistry registry, Spans spans) {
        return spans.wanted() ? new TracedRooms(registry, spans) : new RoomMetrics(registry);
    }

    @Bean
    ConnectionMeter connectionMeter(MeterRegistry registry, Spans spans) {
        return spans.wanted() ? new TracedConnections(registry, spans) : new ConnectionMetrics(registry);
    }

    @Bean
    ClusterMeter clusterMeter(MeterRegistry registry) {
        return new ClusterMetrics(registry);
    }

    @Bean
    ProofMeter proofMeter(MeterRegistry registry, Gauges gauges) {
        return new ProofMeter(registry, gauges);
    }

    @Bean
    CompactionMeter compactionMeter(MeterRegistry registry) {
        return new CompactionMeter(registry);
    }

    @Bean
    Gauges gauges(MeterRegistry registry) {
        return new Gauges(registry);
    }
}
