package io.cowrite.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The dealings with other nodes in Micrometer. */
final class ClusterMetrics implements ClusterMeter {

    private final Map<Message, Counter> messages = new EnumMap<>(Message.class);
    private final Timer polls;

    ClusterMetrics(MeterRegistry registry) {
        for (Message end : Message.values()) {
            messages.put(end, Counter.builder("cowrite.cluster.messages").baseUnit("messages")
                    .description("Messages of other nodes, by what became of them")
                    .tag("outcome", end.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
        polls = Timer.builder("cowrite.cluster.poll")
                .description("Asking for the heads of all open documents, while there are other nodes")
                .register(registry);
    }

    @Override
    public void message(Message end) {
        Objects.requireNonNull(messages.get(end)).increment();
    }

    @Override
    public void polled(long nanos) {
        polls.record(nanos, TimeUnit.NANOSECONDS);
    }
}
