package io.cowrite.nemesis;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts by name; names that begin with "most " are maxima. Any thread. */
final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String what) {
        add(what, 1);
    }

    synchronized void add(String what, long many) {
        counts.merge(what, many, what.startsWith("most ") ? Math::max : Long::sum);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Adds what {@link #toString} said. */
    void addAll(String text) {
        for (String part : text.split(", ", -1)) {
            String[] count = part.split(" ", 2);
            add(count[1], Long.parseLong(count[0]));
        }
    }

    @Override
    public synchronized String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
