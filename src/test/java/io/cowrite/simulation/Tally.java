package io.cowrite.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts. One thread. */
final class Tally {

    private final Map<Seen, Long> counts = new EnumMap<>(Seen.class);

    void add(Seen what) {
        add(what, 1);
    }

    void add(Seen what, long many) {
        counts.merge(what, many, Long::sum);
    }

    void addAll(Tally other) {
        other.counts.forEach(this::add);
    }

    long of(Seen what) {
        return counts.getOrDefault(what, 0L);
    }

    /** What {@link #toString} said. */
    static Tally parse(String text) {
        Tally tally = new Tally();
        for (String part : text.split(", ", -1)) {
            String[] count = part.split(" ", 2);
            for (Seen what : Seen.values()) {
                if (what.toString().equals(count[1])) {
                    tally.add(what, Long.parseLong(count[0]));
                }
            }
        }
        return tally;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (Seen what : Seen.values()) {
            parts.add(of(what) + " " + what);
        }
        return String.join(", ", parts);
    }
}
