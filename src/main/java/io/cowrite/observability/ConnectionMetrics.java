package io.cowrite.observability;

import io.cowrite.protocol.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The connections' work in Micrometer. */
class ConnectionMetrics implements ConnectionMeter {

    /** Those that a client or the network ends a connection with: done, protocol error, none, broken off, not UTF-8. */
    private static final int[] CODES_BESIDE = {1000, 1002, 1005, 1006, 1007};

    private final Counter joined;
    private final Counter resumed;
    private final Counter catchups;
    private final DistributionSummary lag;
    private final Map<Integer, Counter> closes;
    private final Counter otherCloses;

    ConnectionMetrics(MeterRegistry registry) {
        joined = joins("content", registry);
        resumed = joins("resumed", registry);
        catchups = Counter.builder("cowrite.catchups").baseUnit("frames")
                .description("Composed operations sent to connections that were far behind")
                .register(registry);
        lag = DistributionSummary.builder("cowrite.subscriber.lag").baseUnit("entries")
                .description("Entries that a connection has yet to be sent; each is looked at once a second")
                .serviceLevelObjectives(1, 10, 100, 1_000, 10_000, 100_000)
                .register(registry);
        closes = IntStream.concat(
                Arrays.stream(CloseCode.values()).mapToInt(CloseCode::code), Arrays.stream(CODES_BESIDE))
                .boxed()
                .collect(Collectors.toUnmodifiableMap(code -> code, code -> closes(code.toString(), registry)));
        otherCloses = closes("other", registry); // A client may make up any.
    }

    private static Counter joins(String start, MeterRegistry registry) {
        return Counter.builder("cowrite.joins").baseUnit("sessions")
                .description("Sessions begun, with the whole content or resumed")
                .tag("start", start)
                .register(registry);
    }

    private static Counter closes(String code, MeterRegistry registry) {
        return Counter.builder("cowrite.closes").baseUnit("connections")
                .description("Sockets closed, by whichever side")
                .tag("code", code)
                .register(registry);
    }

    @Override
    public void joined(boolean again, long nanos) {
        (again ? resumed : joined).increment();
    }

    @Override
    public void caughtUp() {
        catchups.increment();
    }

    @Override
    public void lag(long entries) {
        lag.record((double) entries);
    }

    @Override
    public void closed(int code) {
        closes.getOrDefault(code, otherCloses).increment();
    }
}
