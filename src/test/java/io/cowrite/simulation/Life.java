package io.cowrite.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a process: what it had in hand is gone when it is over. */
final class Life {

    private final @Nullable Node node;
    private boolean over;
    private long awakeAt;
    private final List<Runnable> missed = new ArrayList<>();

    /** Of {@code node}, or of somebody else: null. */
    Life(@Nullable Node node) {
        this.node = node;
    }

    @Nullable
    Node node() {
        return node;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Nothing of it happens before {@code nanos}, unless it {@link #wake wakes} before. */
    void sleepUntil(long nanos) {
        awakeAt = Math.max(awakeAt, nanos);
    }

    boolean isAsleep(long now) {
        return awakeAt > now;
    }

    /** Something that would have happened to it while it slept. */
    void missed(Runnable event) {
        missed.add(event);
    }

    /** Wakes; what happens to it now, in order. */
    List<Runnable> wake() {
        awakeAt = 0;
        List<Runnable> all = List.copyOf(missed);
        missed.clear();
        return all;
    }
}
