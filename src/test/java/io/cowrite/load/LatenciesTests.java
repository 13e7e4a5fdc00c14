package io.cowrite.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

    private static final long MILLI = 1_000_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Window window = new Window();
    private final Latencies latencies = new Latencies(window);

    @Test
    void whatNeverHappenedHasNoTimes() {
        assertThat(latencies.recent()).isEqualTo(new Quantiles(0, null, null, null, null));
        assertThat(latencies.measured()).isEqualTo(new Quantiles(0, null, null, null, null));
    }

    @Test
    void quantilesAreThoseOfWhatWasRecorded() {
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.record(0, millis * MILLI);
        }
        Quantiles found = latencies.recent();
        assertThat(found.count()).isEqualTo(1_000);
        assertThat(found.p50Millis()).isBetween(500.0, 501.0);
        assertThat(found.p90Millis()).isBetween(900.0, 901.0);
        assertThat(found.p99Millis()).isBetween(990.0, 991.0);
        assertThat(found.maxMillis()).isBetween(1_000.0, 1_001.0);
        assertThat(latencies.recent().count()).as("since the last look").isZero();
    }

    @Test
    void timesBeyondTheEdgesCountAsTheEdges() {
        latencies.record(5 * MILLI, 4 * MILLI);
        assertThat(latencies.recent().maxMillis()).isZero();
        latencies.record(0, Long.MAX_VALUE);
        Quantiles found = latencies.recent();
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.maxMillis()).isBetween(HOUR_MILLIS * 1.0, HOUR_MILLIS * 1.001);
    }

    @Test
    void measuredIsWhatWasDueInTheWindowWheneverItHappened() {
        latencies.record(150, 160);
        window.open(100, 200);
        for (long due : new long[]{99, 100, 199, 200}) {
            latencies.record(due, due + 60_000 * MILLI);
        }
        assertThat(latencies.recent().count()).isEqualTo(5);
        assertThat(latencies.measured().count()).isEqualTo(2);
        latencies.record(150, 160);
        assertThat(latencies.measured().count()).as("all so far").isEqualTo(3);
        window.endAt(150);
        assertThat(window.holds(150)).isFalse();
        assertThat(window.nanos()).isEqualTo(50);
    }

    @Test
    void aWindowThatEndsBeforeItBeginsHoldsNothing() {
        window.open(100, 200);
        window.endAt(50);
        assertThat(window.nanos()).isZero();
        assertThat(window.holds(100)).isFalse();
    }
}
