package io.cowrite.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named values of a stretch of content, or, on a retain, how they change: a value replaces, {@link Json.Literal#NULL} removes,
 * what is not named stays. Immutable; sorted by name in UTF-16 order. Values are replaced whole, never merged.
 */
public record Attributes(SortedMap<String, Json> values) {

    /** No values; changes nothing. */
    public static final Attributes NONE = new Attributes(new TreeMap<>());

    /** @throws IllegalArgumentException if a name has a lone surrogate */
    public Attributes {
        values.keySet().forEach(WellFormed::requirePairs);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Attributes of(Map<String, Json> values) {
        return values.isEmpty() ? NONE : new Attributes(new TreeMap<>(values));
    }

    public static Attributes of(String name, Json value) {
        return of(Map.of(name, value));
    }

    public static Attributes of(String name, String value) {
        return of(name, new Json.Str(value));
    }

    public static Attributes of(String name, boolean value) {
        return of(name, Json.Literal.of(value));
    }

    /** The change that removes {@code name}. */
    public static Attributes removing(String name) {
        return of(name, Json.Literal.NULL);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Null if not named; {@link Json.Literal#NULL} if named to be removed. */
    public @Nullable Json get(String name) {
        return values.get(name);
    }

    /** Whether some name is to be removed. */
    boolean removes() {
        return values.containsValue(Json.Literal.NULL);
    }

    /** These values of content, after {@code change}. */
    Attributes apply(Attributes change) {
        if (change.isEmpty()) {
            return this;
        }
        return mapped(change, (now, to) -> to == null ? now : to.equals(Json.Literal.NULL) ? null : to);
    }

    /** This change, then {@code next}, as one: what is removed stays named. */
    Attributes composeChange(Attributes next) {
        if (next.isEmpty() || isEmpty()) {
            return next.isEmpty() ? this : next;
        }
        return mapped(next, (now, to) -> to == null ? now : to);
    }

    /** This later change beside a committed one: the committed one's value stays. */
    Attributes transformOver(Attributes committed) {
        if (isEmpty() || committed.isEmpty()) {
            return this;
        }
        return mapped(committed, (ours, theirs) -> theirs == null ? ours : null);
    }

    /** The change that takes this one, made on content of {@code before}, back. */
    Attributes invert(Attributes before) {
        return mapped(before, (to, was) -> {
            if (to == null || to.equals(was)) {
                return null;
            }
            return was == null ? Json.Literal.NULL : was;
        });
    }

    /** The change that leads from these values of content to {@code after}. */
    Attributes diff(Attributes after) {
        return mapped(after, (now, then) -> then == null ? Json.Literal.NULL : then.equals(now) ? null : then);
    }

    /** What becomes of one name: null if it is named no more. At least one of the two is named. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        Json value(@Nullable Json ours, @Nullable Json theirs);
    }

    /** For each name of the two, what {@code rule} makes of both; left out where that is null. */
    private Attributes mapped(Attributes other, Rule rule) {
        SortedMap<String, Json> mapped = new TreeMap<>();
        values.forEach((name, ours) -> put(mapped, name, rule.value(ours, other.values.get(name))));
        other.values.forEach((name, theirs) -> {
            if (!values.containsKey(name)) {
                put(mapped, name, rule.value(null, theirs));
            }
        });
        return of(mapped);
    }

    private static void put(SortedMap<String, Json> target, String name, @Nullable Json value) {
        if (value != null) {
            target.put(name, value);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Attributes that && values.equals(that.values));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** As RFC 8785 writes it. */
    public String canonical() {
        StringBuilder out = new StringBuilder();
        JsonText.write(out, values);
        return out.toString();
    }
}
