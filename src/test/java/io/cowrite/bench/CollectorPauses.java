package io.cowrite.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How often and for how long the service's garbage collector has stopped it, as its metrics tell.
 *
 * @param count since it was started
 * @param millis of all of them
 * @param longestMillis of those within the last minutes
 */
record CollectorPauses(double count, double millis, double longestMillis) {

    private static final String METRIC = "jvm_gc_pause_seconds_";

    static CollectorPauses of(RunningService service) throws IOException {
        return new CollectorPauses(service.metric(METRIC + "count"), service.metric(METRIC + "sum") * 1e3,
                Arrays.stream(service.metrics(METRIC + "max")).max().orElse(0) * 1e3);
    }

    CollectorPauses since(CollectorPauses before) {
        return new CollectorPauses(count - before.count, millis - before.millis, longestMillis);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f pauses of the collector, %.0f ms together, longest lately %.0f ms",
                count, millis, longestMillis);
    }
}
