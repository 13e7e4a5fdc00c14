package io.cowrite.simulation;

import io.cowrite.simulation.EventQueue.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap of events, the first of them on top. Times lie in an array of their own: to compare, no event is looked
 * at. One thread.
 */
final class EventHeap {

    private long[] times = new long[64];
    private @Nullable Event[] events = new Event[64];
    private int size;

    /** When the first one is; {@link Long#MAX_VALUE} if there is none. */
    long firstAt() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** Adds one that was given after all that are here. */
    void add(Event event) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && event.at() < times[(hole - 1) / 2]) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(event, hole);
    }

    Event takeFirst() {
        Event first = at(0);
        Event last = at(--size);
        events[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(Event event) {
        int hole = 0;
        for (int below = firstOf(1); below < size && isBefore(below, event); below = firstOf(2 * hole + 1)) {
            move(below, hole);
            hole = below;
        }
        put(event, hole);
    }

    /** The first of {@code left} and the one beside it. */
    private int firstOf(int left) {
        int right = left + 1;
        return right < size && isBefore(right, at(left)) ? right : left;
    }

    private boolean isBefore(int place, Event event) {
        return times[place] == event.at() ? at(place).number() < event.number() : times[place] < event.at();
    }

    private void move(int from, int to) {
        times[to] = times[from];
        events[to] = events[from];
    }

    private void put(Event event, int place) {
        times[place] = event.at();
        events[place] = event;
    }

    private Event at(int place) {
        Event event = events[place];
        if (event == null) {
            throw new IllegalStateException("there is no event");
        }
        return event;
    }
}
