package io.cowrite.simulation;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operation says of attributes, unit by unit: those of what is inserted before each unit (and at the end), and how
 * those of each unit change; null: not. Written apart from the kernel, to judge it.
 */
record Formats(Attributes[][] inserted, @Nullable Attributes[] changed) {

    private static final Attributes[] NOTHING = {};

    static Formats none(int length) {
        Attributes[][] inserted = new Attributes[length + 1][];
        Arrays.fill(inserted, NOTHING);
        return new Formats(inserted, new Attributes[length]);
    }

    void insert(int at, int units, Attributes attributes) {
        Attributes[] before = inserted[at];
        Attributes[] after = Arrays.copyOf(before, before.length + units);
        Arrays.fill(after, before.length, after.length, attributes);
        inserted[at] = after;
    }

    void change(int from, int to, Attributes attributes) {
        Arrays.fill(changed, from, to, attributes.isEmpty() ? null : attributes);
    }

    /** What is left of {@code later} where {@code committed} has set something: all else. */
    static @Nullable Attributes over(@Nullable Attributes later, @Nullable Attributes committed) {
        if (later == null || committed == null) {
            return later;
        }
        SortedMap<String, Json> left = new TreeMap<>(later.values());
        left.keySet().removeAll(committed.values().keySet());
        return left.isEmpty() ? null : Attributes.of(left);
    }

    /** The attributes of each unit, after the operation, of which {@code deleted} says what it leaves. */
    List<Attributes> apply(List<Attributes> before, boolean[] deleted) {
        List<Attributes> after = new ArrayList<>(before.size() + 4);
        for (int i = 0; i <= before.size(); i++) {
            for (Attributes one : inserted[i]) {
                after.add(one);
            }
            if (i < before.size() && !deleted[i]) {
                after.add(apply(before.get(i), changed[i]));
            }
        }
        return after;
    }

    private static Attributes apply(Attributes before, @Nullable Attributes change) {
        if (change == null) {
            return before;
        }
        SortedMap<String, Json> after = new TreeMap<>(before.values());
        after.putAll(change.values());
        after.values().removeIf(value -> value == Json.Literal.NULL);
        return Attributes.of(after);
    }

    boolean same(Formats other) {
        return Arrays.deepEquals(inserted, other.inserted) && Arrays.equals(changed, other.changed);
    }
}
