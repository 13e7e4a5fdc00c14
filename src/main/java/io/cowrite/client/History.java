package io.cowrite.client;

import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica remembers of the log: the content at the oldest of its points, and at most 1,000 steps after it.
 * Confined to its replica's thread.
 */
final class History {

    static final int STEPS_MAX = 1_000;

    private final SincePoints points;
    private final List<Step> steps = new ArrayList<>();
    private Confirmed origin;

    History(Confirmed origin) {
        this(origin, new SincePoints());
        points.add(origin.point(), origin.version());
    }

    private History(Confirmed origin, SincePoints points) {
        this.origin = origin;
        this.points = points;
    }

    History another() {
        History another = new History(origin, points.another());
        another.steps.addAll(steps);
        return another;
    }

    /** The oldest point, with its content. */
    Confirmed origin() {
        return origin;
    }

    /** Whether the log had {@code point}, as this replica was sent it; false where no step ends. */
    boolean holds(Point point) {
        return origin.point().equals(point)
                || steps.stream()
                        .anyMatch(step -> step.version() == point.version() && step.hash().equals(point.hash()));
    }

    List<Point> pointsNewestFirst() {
        return points.newestFirst();
    }

    /** All steps after {@link #origin}. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<Step> stepsAfter(long version) {
        return steps.stream().filter(step -> step.version() > version).toList();
    }

    /** The content after {@code version}, where a step ends: made from the oldest on, forward. */
    Confirmed at(long version) throws InapplicableException {
        Confirmed at = origin;
        for (Step step : steps) {
            if (step.version() <= version) {
                at = step.after(at);
            }
        }
        if (at.version() != version) {
            throw new IllegalArgumentException("no step ends at version " + version);
        }
        return at;
    }

    void add(Step step) {
        steps.add(step);
    }

    /**
     * A frame ends at {@code point}. Beyond the limit the oldest steps are forgotten, up to the next point.
     *
     * @param inFlight is moved over what is forgotten
     * @return what is in flight now
     */
    @Nullable
    Sent frameEnds(Point point, @Nullable Sent inFlight) throws InapplicableException {
        points.add(point, inFlight == null ? point.version() : inFlight.submission().baseVersion());
        Sent moved = inFlight;
        while (steps.size() > STEPS_MAX) {
            moved = forgetTo(points.forgetOldest(), moved);
        }
        return moved;
    }

    private @Nullable Sent forgetTo(Point oldest, @Nullable Sent inFlight) throws InapplicableException {
        Sent moved = inFlight;
        while (origin.version() < oldest.version()) {
            Step first = steps.removeFirst();
            origin = first.after(origin);
            steps.replaceAll(step -> step.without(first));
            moved = moved == null || moved.version() >= first.version()
                    ? moved
                    : moved.over(first.operation(), first.version());
        }
        return moved;
    }

    /** The log went back: forgets what came after {@code version}, where a step ends. */
    void cutAfter(long version) {
        steps.removeIf(step -> step.version() > version);
        points.removeAfter(version);
    }
}
