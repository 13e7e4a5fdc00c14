package io.cowrite.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Beside the metrics a span for commits that were slow or failed, and for one a second of the others. */
final class TracedJournal extends JournalMetrics {

    private static final AttributeKey<Long> DOCUMENTS = AttributeKey.longKey("cowrite.documents");
    private static final AttributeKey<Long> ENTRIES = AttributeKey.longKey("cowrite.entries");
    private static final AttributeKey<Long> BYTES = AttributeKey.longKey("cowrite.bytes");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cowrite.outcome");

    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Spans spans;
    private final AtomicLong due = new AtomicLong(System.nanoTime());

    TracedJournal(MeterRegistry registry, Spans spans) {
        super(registry);
        this.spans = spans;
    }

    @Override
    public void statement(Statement end, int rows, long entries, long bytes, long nanos) {
        super.statement(end, rows, entries, bytes, nanos);
        if (isTold(end, nanos, System.nanoTime())) {
            spans.ended("commit", end != Statement.ANSWERED, nanos, Attributes.of(DOCUMENTS, (long) rows,
                    ENTRIES, entries, BYTES, bytes, OUTCOME, end.name().toLowerCase(Locale.ROOT)));
        }
    }

    boolean isTold(Statement end, long nanos, long now) {
        return end != Statement.ANSWERED || nanos >= SLOW_NANOS || isDue(now);
    }

    private boolean isDue(long now) {
        long known = due.get();
        return now - known >= 0 && due.compareAndSet(known, now + BETWEEN_NANOS);
    }
}
