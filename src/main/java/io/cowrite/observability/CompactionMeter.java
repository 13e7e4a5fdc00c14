package io.cowrite.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What compaction does to the log. Any thread may call. */
public final class CompactionMeter {

    private final Counter rows;
    private final Counter before;
    private final Counter after;
    private final Counter damaged;
    private final Counter failed;

    public CompactionMeter(MeterRegistry registry) {
        rows = Counter.builder("cowrite.compaction.merged").baseUnit("rows")
                .description("Rows of the log that were merged into others")
                .register(registry);
        before = bytes("before", registry);
        after = bytes("after", registry);
        damaged = failures("damaged", registry);
        failed = failures("failed", registry);
    }

    private static Counter bytes(String when, MeterRegistry registry) {
        return Counter.builder("cowrite.compaction").baseUnit("bytes")
                .description("Entries of the rows that were merged, as stored before and after")
                .tag("when", when)
                .register(registry);
    }

    private static Counter failures(String why, MeterRegistry registry) {
        return Counter.builder("cowrite.compaction.failures").baseUnit("merges")
                .description("Merges that were given up, the rows left as they are")
                .tag("why", why)
                .register(registry);
    }

    /**
     * Rows became one.
     *
     * @param bytesBefore of their entries, as stored
     * @param bytesAfter of the one row's
     */
    public void merged(int count, long bytesBefore, long bytesAfter) {
        rows.increment(count);
        before.increment((double) bytesBefore);
        after.increment((double) bytesAfter);
    }

    /** The rows do not chain, or cannot be read. */
    public void damaged() {
        damaged.increment();
    }

    /** The database did not do it. */
    public void failed() {
        failed.increment();
    }
}
