package io.cowrite.load;

/** The time that is measured, which is known only when everybody has arrived. Any thread may call. */
final class Window {

    private record Bounds(long startNanos, long endNanos) {}

    private volatile Bounds bounds = new Bounds(0, 0);

    /** Told once. */
    void open(long startNanos, long endNanos) {
        bounds = new Bounds(startNanos, endNanos);
    }

    /** It ends early, at its start if that is still to come. */
    void endAt(long nanos) {
        Bounds known = bounds;
        bounds = new Bounds(known.startNanos, nanos - known.startNanos < 0 ? known.startNanos : nanos);
    }

    /** How long it is. */
    long nanos() {
        return bounds.endNanos - bounds.startNanos;
    }

    private boolean isKnown() {
        return bounds.endNanos != bounds.startNanos;
    }

    /** Whether what is due then is measured. */
    boolean holds(long nanos) {
        return isKnown() && nanos - bounds.startNanos >= 0 && nanos - bounds.endNanos < 0;
    }

    /** Whether {@code nanos} is at its end or later. */
    boolean isOver(long nanos) {
        return isKnown() && nanos - bounds.endNanos >= 0;
    }
}
