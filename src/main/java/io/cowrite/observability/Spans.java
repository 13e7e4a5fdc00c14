package io.cowrite.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Where spans go: by OTLP over HTTP to an endpoint, or nowhere. They wait in a queue of 2,048 and are dropped beyond it.
 * Any thread may call; nothing blocks but {@link #close}.
 */
final class Spans implements AutoCloseable {

    static final AttributeKey<String> DOCUMENT = AttributeKey.stringKey("cowrite.document");

    private static final Duration SEND_MAX = Duration.ofSeconds(3);

    /** Of a document's id: its time of creation. The random rest is what lets people in. */
    private static final int ID_SHOWN = 13;

    private final boolean wanted;
    private final Tracer tracer;
    private final Runnable end;

    private Spans(boolean wanted, TracerProvider provider, Runnable end) {
        this.wanted = wanted;
        this.tracer = provider.get("io.cowrite");
        this.end = end;
    }

    static Spans none() {
        return new Spans(false, TracerProvider.noop(), () -> {});
    }

    /**
     * To {@code endpoint}, such as {@code http://localhost:4318/v1/traces}.
     *
     * @param ratio of traces that are kept, 0 to 1, whatever a caller asks for
     * @throws IllegalArgumentException if {@code endpoint} is no address, or {@code ratio} is out of range
     */
    static Spans to(String endpoint, double ratio, String version) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setConnectTimeout(SEND_MAX)
                .setTimeout(SEND_MAX)
                .setRetryPolicy(null)
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "cowrite",
                        AttributeKey.stringKey("service.version"), version)))
                .setSampler(Sampler.traceIdRatioBased(ratio))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).setExporterTimeout(SEND_MAX).build())
                .build();
        return new Spans(true, provider, () -> {
            var _ = provider.shutdown().join(SEND_MAX.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    boolean wanted() {
        return wanted;
    }

    Tracer tracer() {
        return tracer;
    }

    /** Something has just ended that took {@code nanos}. */
    void ended(String name, boolean failed, long nanos, Attributes attributes) {
        Instant now = Instant.now();
        Span span = tracer.spanBuilder(name)
                .setNoParent()
                .setStartTimestamp(now.minusNanos(nanos))
                .setAllAttributes(attributes)
                .startSpan();
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(now);
    }

    /** Enough of {@code documentId} to find the document in the database, not enough to open it. */
    static String shown(UUID documentId) {
        return documentId.toString().substring(0, ID_SHOWN);
    }

    /** Sends what waits, for three seconds at most. */
    @Override
    public void close() {
        end.run();
    }
}
