package io.cowrite.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What is found wrong with what is stored. Any thread may call. */
public final class ProofMeter {

    private final MeterRegistry registry;
    private final AtomicInteger quarantined = new AtomicInteger();

    ProofMeter(MeterRegistry registry, Gauges gauges) {
        this.registry = registry;
        gauges.add("cowrite.documents.quarantined", "documents",
                "Documents that nobody may write, since their logs are damaged", quarantined::get);
    }

    public void quarantined(int documents) {
        quarantined.set(documents);
    }

    public void found(Enum<?> kind) {
        counter(kind).increment();
    }

    /** Shows that nothing of {@code kinds} was found yet. */
    public void watch(Enum<?>... kinds) {
        for (Enum<?> kind : kinds) {
            counter(kind);
        }
    }

    private Counter counter(Enum<?> kind) {
        return Counter.builder("cowrite.damages").baseUnit("findings")
                .description("Damages found in what is stored, each time they are found")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
