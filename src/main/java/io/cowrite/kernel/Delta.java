package io.cowrite.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation, or content (inserts only), always in normal form: neighbours of a kind and of equal attributes merged,
 * trailing retains that change nothing dropped, the order of an insert and a delete at one place kept. Immutable.
 */
public final class Delta {

    /** Changes nothing. */
    public static final Delta EMPTY = new Delta(new int[0], new Op[0], 0, 0);

    /** Lengths of the components; those of deletions negated. */
    private final int[] units;

    /** The components that are more than a length: null for a deletion, and for a retain that changes nothing. */
    private final @Nullable Op[] ops;

    private final int baseLength;
    private final int lengthChange;

    /** For {@link DeltaBuilder}, which gives the normal form, and the arrays away. */
    Delta(int[] units, @Nullable Op[] ops, int baseLength, int lengthChange) {
        this.units = units;
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

    /** The components, unmodifiable; costs their number. */
    public List<Op> ops() {
        Op[] all = new Op[units.length];
        for (int i = 0; i < all.length; i++) {
            Op op = ops[i];
            all[i] = op != null ? op : units[i] < 0 ? new Op.Delete(-units[i]) : new Op.Retain(units[i]);
        }
        return List.of(all);
    }

    /** How many components there are. */
    public int size() {
        return units.length;
    }

    /** Length of component {@code index}; that of a deletion negated. */
    int units(int index) {
        return units[index];
    }

    /** Component {@code index}, if it is more than a length: null for a deletion, and a retain that changes nothing. */
    @Nullable
    Op op(int index) {
        return ops[index];
    }

    /** Whether component {@code index} adds to the content. */
    boolean inserts(int index) {
        Op op = ops[index];
        return op != null && !(op instanceof Op.Retain);
    }

    /** The place where this inserts one thing and does no more; -1 if it is of another shape. */
    int insertsAt() {
        if (units.length == 1) {
            return inserts(0) ? 0 : -1;
        }
        return units.length == 2 && inserts(1) && ops[0] == null ? Math.max(-1, units[0]) : -1;
    }

    /** Whether there is no attribute and no embed in it. */
    public boolean isPlain() {
        for (Op op : ops) {
            if (op != null && !(op instanceof Op.Insert insert && insert.attributes().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    /** Whether this changes nothing. */
    public boolean isEmpty() {
        return units.length == 0;
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
        return other instanceof Delta that && Arrays.equals(units, that.units) && Arrays.equals(ops, that.ops);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(units) + Arrays.hashCode(ops);
    }

    @Override
    public String toString() {
        return ops().toString();
    }
}
