package io.cowrite.observability;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Upper bounds of what distributions are counted in. */
final class Buckets {

    static final Duration[] LATENCIES = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    static final double[] COUNTS = DoubleStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000).toArray();

    private Buckets() {}
}
