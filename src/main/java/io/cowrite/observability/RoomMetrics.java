package io.cowrite.observability;

import io.cowrite.protocol.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The rooms' work in Micrometer. */
class RoomMetrics implements RoomMeter {

    private final Map<RefusalCode, Counter> refusals = new EnumMap<>(RefusalCode.class);
    private final Map<Snapshot, Counter> snapshots = new EnumMap<>(Snapshot.class);
    private final Timer settled;
    private final Counter divergences;
    private final Counter rollbacks;
    /** By what the node knew, and by what clients said. */
    private final Counter[] lost;

    private final Counter[] unrecovered;
    private final Counter heard;
    private final Counter forwarded;

    RoomMetrics(MeterRegistry registry) {
        for (RefusalCode code : RefusalCode.values()) {
            refusals.put(code, Counter.builder("cowrite.refusals").baseUnit("operations")
                    .description("Operations that the log has as refused")
                    .tag("code", code.wireName())
                    .register(registry));
        }
        for (Snapshot end : Snapshot.values()) {
            snapshots.put(end, snapshots(end.name().toLowerCase(Locale.ROOT), registry));
        }
        settled = Timer.builder("cowrite.submission")
                .description("Time from a room's getting of an operation to its commit or refusal")
                .serviceLevelObjectives(Buckets.LATENCIES)
                .register(registry);
        divergences = Counter.builder("cowrite.divergences").baseUnit("reports")
                .description("Clients that told of other content than the log's")
                .register(registry);
        rollbacks = Counter.builder("cowrite.rollbacks").baseUnit("rooms")
                .description("Rooms that found another log than they knew")
                .register(registry);
        lost = new Counter[]{lost("lost", "node", registry), lost("lost", "clients", registry)};
        unrecovered = new Counter[]{lost("unrecovered", "node", registry), lost("unrecovered", "clients", registry)};
        heard = Counter.builder("cowrite.cluster.entries").baseUnit("entries")
                .description("Entries of other nodes that were taken as these told them, without a read of the log")
                .register(registry);
        forwarded = Counter.builder("cowrite.cluster.forwarded").baseUnit("operations")
                .description("Operations committed for other nodes, which lost too many appends")
                .register(registry);
    }

    private static Counter lost(String what, String source, MeterRegistry registry) {
        return Counter.builder("cowrite.edits." + what).baseUnit("edits")
                .description("Edits that logs which went back had lost, or of these those that nobody offered again")
                .tag("source", source)
                .register(registry);
    }

    static Counter snapshots(String outcome, MeterRegistry registry) {
        return Counter.builder("cowrite.snapshots").baseUnit("snapshots")
                .description("Snapshots made or found, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void refused(RefusalCode code) {
        Objects.requireNonNull(refusals.get(code)).increment();
    }

    @Override
    public void settled(long nanos) {
        settled.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void diverged() {
        divergences.increment();
    }

    @Override
    public void wentBack() {
        rollbacks.increment();
    }

    @Override
    public void lost(long edits, long notRecovered, boolean fromClients) {
        lost[fromClients ? 1 : 0].increment((double) edits);
        unrecovered[fromClients ? 1 : 0].increment((double) notRecovered);
    }

    @Override
    public void heard(int entries) {
        heard.increment(entries);
    }

    @Override
    public void forwardedCommitted() {
        forwarded.increment();
    }

    @Override
    public void snapshot(Snapshot end, UUID documentId, long nanos) {
        Objects.requireNonNull(snapshots.get(end)).increment();
    }
}
