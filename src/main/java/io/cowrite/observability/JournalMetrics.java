package io.cowrite.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The journal's work in Micrometer. */
class JournalMetrics implements JournalMeter {

    private static final String OUTCOME = "outcome";

    private final Map<Statement, Timer> statements = new EnumMap<>(Statement.class);
    private final Timer commit;
    private final DistributionSummary rows;
    private final DistributionSummary entries;
    private final Counter bytes;
    private final Counter appended;
    private final Counter notAppended;
    private final Counter failed;
    private final Counter inDoubt;
    private final Counter damaged;

    JournalMetrics(MeterRegistry registry) {
        for (Statement end : Statement.values()) {
            statements.put(end, Timer.builder("cowrite.commit.statement")
                    .description("Time of one statement that appends rows")
                    .tag(OUTCOME, end.name().toLowerCase(Locale.ROOT))
                    .serviceLevelObjectives(Buckets.LATENCIES)
                    .register(registry));
        }
        commit = Timer.builder("cowrite.commit")
                .description("Time from a room's giving of a row to its commit")
                .serviceLevelObjectives(Buckets.LATENCIES)
                .register(registry);
        rows = DistributionSummary.builder("cowrite.commit.rows").baseUnit("rows")
                .description("Rows of one statement")
                .serviceLevelObjectives(Buckets.COUNTS)
                .register(registry);
        entries = DistributionSummary.builder("cowrite.commit.entries").baseUnit("entries")
                .description("Entries of one row")
                .serviceLevelObjectives(Buckets.COUNTS)
                .register(registry);
        bytes = Counter.builder("cowrite.log").baseUnit("bytes")
                .description("Entries appended to the log")
                .register(registry);
        appended = appends("committed", registry);
        notAppended = appends("not_appended", registry);
        failed = appends("failed", registry);
        inDoubt = appends("in_doubt", registry);
        damaged = RoomMetrics.snapshots("damaged", registry);
    }

    private static Counter appends(String outcome, MeterRegistry registry) {
        return Counter.builder("cowrite.appends").baseUnit("rows")
                .description("Rows given to the log, by what was known of each attempt")
                .tag(OUTCOME, outcome)
                .register(registry);
    }

    @Override
    public void statement(Statement end, int count, long entriesOfAll, long bytesOfAll, long nanos) {
        Objects.requireNonNull(statements.get(end)).record(nanos, TimeUnit.NANOSECONDS);
        rows.record(count);
    }

    @Override
    public void appended(int count, long size, long nanos) {
        appended.increment();
        bytes.increment((double) size);
        entries.record(count);
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void notAppended() {
        notAppended.increment();
    }

    @Override
    public void failed() {
        failed.increment();
    }

    @Override
    public void inDoubt() {
        inDoubt.increment();
    }

    @Override
    public void snapshotDamaged() {
        damaged.increment();
    }
}
