package io.cowrite.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import java.util.UUID;

/** Beside the metrics a span for each load, snapshot and read for who is far behind. */
final class TracedRooms extends RoomMetrics {

    private static final AttributeKey<Long> VERSION = AttributeKey.longKey("cowrite.version");
    private static final AttributeKey<Long> SNAPSHOT_VERSION = AttributeKey.longKey("cowrite.snapshot_version");
    private static final AttributeKey<Long> ENTRIES = AttributeKey.longKey("cowrite.entries");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cowrite.outcome");

    private final Spans spans;

    TracedRooms(MeterRegistry registry, Spans spans) {
        super(registry);
        this.spans = spans;
    }

    @Override
    public void snapshot(Snapshot end, UUID documentId, long nanos) {
        super.snapshot(end, documentId, nanos);
        spans.ended("snapshot", end == Snapshot.FAILED, nanos, Attributes.of(Spans.DOCUMENT, Spans.shown(documentId),
                OUTCOME, end.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void loaded(UUID documentId, long version, long snapshotVersion, long nanos) {
        spans.ended("room load", version < 0, nanos, Attributes.of(Spans.DOCUMENT, Spans.shown(documentId),
                VERSION, version, SNAPSHOT_VERSION, snapshotVersion));
    }

    @Override
    public void replayed(UUID documentId, int entries, long nanos) {
        spans.ended("log read", entries < 0, nanos, Attributes.of(Spans.DOCUMENT, Spans.shown(documentId),
                ENTRIES, (long) entries));
    }
}
