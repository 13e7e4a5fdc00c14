package io.cowrite.kernel;

import java.util.List;

/**
 * An operation, or content (inserts only), always in normal form: neighbours of a kind and of equal attributes merged,
 * trailing retains that change nothing dropped, the order of an insert and a delete at one place kept. Immutable.
 */
public final class Delta {

    /** Changes nothing. */
    public static final Delta EMPTY = new Delta(List.of(), 0, 0);

    private final List<Op> ops;
    private final int baseLength;
    private final int lengthChange;

    /** For {@link DeltaBuilder}, which gives the normal form. */
    Delta(List<Op> ops, int baseLength, int lengthChange) {
        this.ops = ops;
        this.baseLength = baseLength;
        this.lengthChange = lengthChange;
    }

    /**
     * The normal form of {@code ops}.
     *
     * @throws IllegalArgumentException if what they walk over before or after is longer than {@code 2^31 - 1} units
     */
    public static Delta of(List<Op> ops) {
        DeltaBuilder builder = new DeltaBuilder();
        ops.forEach(builder::add);
        return builder.build();
    }

    /** As {@link #of(List)}. */
    public static Delta of(Op... ops) {
        return of(List.of(ops));
    }

    /** {@code operations}, made one after the other, as one; {@link #EMPTY} for none. */
    public static Delta composeAll(List<Delta> operations) {
        return Compose.all(operations);
    }

    /** The components, unmodifiable. */
    public List<Op> ops() {
        return ops;
    }

    /** Whether this changes nothing. */
    public boolean isEmpty() {
        return ops.isEmpty();
    }

    /** Units of the content before that this operation walks over: retained and deleted ones. */
    public int baseLength() {
        return baseLength;
    }

    /** Length of the content after, less that of the content before. */
    public int lengthChange() {
        return lengthChange;
    }

    /**
     * This operation, then {@code next}, as one. Applying it, or transforming over it, gives exactly what the two give
     * one after the other. Where this one deletes and {@code next} inserts, the insert stands first.
     *
     * @throws IllegalArgumentException if {@code next} cuts a surrogate pair that this one inserts, or lengths overflow
     */
    public Delta compose(Delta next) {
        return Compose.both(this, next);
    }

    /**
     * This later operation, moved over {@code committed}, which wins ties: its text stands first. Both were made on the
     * same content, and {@code committed.compose(this.transformOver(committed))} has the effect of
     * {@code this.compose(committed.transformUnder(this))}.
     *
     * @throws IllegalArgumentException if lengths overflow, which they cannot for an operation that fits its content
     */
    public Delta transformOver(Delta committed) {
        return Transform.over(this, committed);
    }

    /** This committed operation, moved over {@code later}; the dual of {@link #transformOver}. */
    public Delta transformUnder(Delta later) {
        return Transform.under(this, later);
    }

    /**
     * {@code position} (at least 0) of the content before, in the content after: an insert at the position moves it, a
     * delete over it moves it to where the deleted text began. Stays at {@code 2^31 - 1} if it would be above.
     */
    public int transformPosition(int position) {
        return Position.after(position, this);
    }

    /**
     * The operation that takes this one back.
     *
     * @param before the content that this one applies to
     * @throws IllegalArgumentException if it does not apply to it
     */
    public Delta invert(Text before) {
        return Invert.of(this, before);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Delta that && ops.equals(that.ops);
    }

    @Override
    public int hashCode() {
        return ops.hashCode();
    }

    @Override
    public String toString() {
        return ops.toString();
    }
}
