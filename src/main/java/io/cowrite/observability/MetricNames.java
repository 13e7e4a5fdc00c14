package io.cowrite.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;

/** Names for Prometheus: of the units it knows seconds and bytes, and others would only make names longer. */
final class MetricNames extends PrometheusNamingConvention {

    private static final String OURS = "cowrite.";

    @Override
    public String name(String name, Meter.Type type, @Nullable String baseUnit) {
        boolean known = "seconds".equals(baseUnit) || "bytes".equals(baseUnit);
        return super.name(name, type, known || !name.startsWith(OURS) ? baseUnit : null);
    }
}
