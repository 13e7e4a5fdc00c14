package io.cowrite.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** Beside the metrics a span from the opening of a socket to its welcome. */
final class TracedConnections extends ConnectionMetrics {

    private static final AttributeKey<Boolean> RESUMED = AttributeKey.booleanKey("cowrite.resumed");

    private final Spans spans;

    TracedConnections(MeterRegistry registry, Spans spans) {
        super(registry);
        this.spans = spans;
    }

    @Override
    public void joined(boolean resumed, long nanos) {
        super.joined(resumed, nanos);
        spans.ended("join", false, nanos, Attributes.of(RESUMED, resumed));
    }
}
