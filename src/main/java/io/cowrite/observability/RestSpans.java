package io.cowrite.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * A span for each call of REST and each handshake of a socket, below that of the caller who sends {@code traceparent}. It
 * has the route, never the address: that lets people in.
 */
final class RestSpans implements ObservationHandler<ServerRequestObservationContext> {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int FAILED_STATUS_MIN = 500;

    private static final TextMapGetter<HttpServletRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };

    private final Spans spans;

    RestSpans(Spans spans) {
        this.spans = spans;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return spans.wanted() && context instanceof ServerRequestObservationContext request
                && isOurs(request(request).getRequestURI());
    }

    private static boolean isOurs(String path) {
        return path.startsWith("/api/") || path.startsWith("/ws/");
    }

    @Override
    public void onStart(ServerRequestObservationContext context) {
        HttpServletRequest request = request(context);
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS);
        context.put(Span.class, spans.tracer()
                .spanBuilder(method(request))
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, method(request))
                .startSpan());
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        Span span = context.getRequired(Span.class);
        String route = context.getPathPattern();
        if (route != null) {
            span.updateName(method(request(context)) + " " + route).setAttribute(ROUTE, route);
        }
        HttpServletResponse response = context.getResponse();
        int status = response == null ? FAILED_STATUS_MIN : response.getStatus();
        span.setAttribute(STATUS, (long) status);
        if (status >= FAILED_STATUS_MIN) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** A caller may make up any other. */
    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    }

    private static HttpServletRequest request(ServerRequestObservationContext context) {
        return Objects.requireNonNull(context.getCarrier());
    }
}
