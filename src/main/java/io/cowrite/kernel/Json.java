package io.cowrite.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON value, immutable and with one way to be written: RFC 8785, keys sorted, no spaces. What attributes and embeds
 * are made of.
 */
public sealed interface Json {

    /** The largest integer, and the least negated, that every JSON reader keeps exactly. */
    long INTEGER_MAX = (1L << 53) - 1;

    enum Literal implements Json {
        NULL,
        TRUE,
        FALSE;

        public static Literal of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** The only numbers there are. */
    record Int(long value) implements Json {

        /** @throws IllegalArgumentException if {@code value} is not from -(2^53 - 1) to 2^53 - 1 */
        public Int {
            if (value > INTEGER_MAX || value < -INTEGER_MAX) {
                throw new IllegalArgumentException("no integer that all keep exactly: " + value);
            }
        }
    }

    record Str(String value) implements Json {

        /** @throws IllegalArgumentException if {@code value} has a lone surrogate */
        public Str {
            WellFormed.requirePairs(value);
        }
    }

    record Array(List<Json> items) implements Json {

        public Array {
            items = List.copyOf(items);
        }
    }

    record Obj(SortedMap<String, Json> members) implements Json {

        /** @throws IllegalArgumentException if a name has a lone surrogate */
        public Obj {
            members.keySet().forEach(WellFormed::requirePairs);
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }

        public static Obj of(String name, Json value) {
            return new Obj(new TreeMap<>(Map.of(name, value)));
        }
    }

    /** As RFC 8785 writes it. */
    default String canonical() {
        StringBuilder out = new StringBuilder();
        JsonText.write(out, this);
        return out.toString();
    }
}
