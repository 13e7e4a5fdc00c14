package io.cowrite.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What a module knows anyway; it is asked only when somebody looks. */
public final class Gauges {

    private final MeterRegistry registry;

    public Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows {@code value}, which any thread may ask for. */
    public void add(String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    }
}
