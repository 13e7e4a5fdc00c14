package io.cowrite.kernel;

import java.util.List;

/** An operation, or content (inserts only), always in normal form. */
public final class Delta {

    public static final Delta EMPTY = new Delta(List.of());

    private final List<Op> ops;

    private Delta(List<Op> ops) {
        this.ops = ops;
    }

    /** The normal form of {@code ops}: neighbours of a kind merged, trailing retains dropped, order kept. */
    public static Delta of(List<Op> ops) {
        throw new UnsupportedOperationException();
    }

    public static Delta of(Op... ops) {
        return of(List.of(ops));
    }

    public List<Op> ops() {
        return ops;
    }

    public boolean isEmpty() {
        return ops.isEmpty();
    }

    /** Units of the content before that this operation walks over: retained and deleted ones. */
    public int baseLength() {
        throw new UnsupportedOperationException();
    }

    /** Length of the content after, less that of the content before. */
    public int lengthChange() {
        throw new UnsupportedOperationException();
    }

    /** This operation, then {@code next}, as one. */
    public Delta compose(Delta next) {
        throw new UnsupportedOperationException();
    }

    /** This later operation, moved over {@code committed}, which wins ties. */
    public Delta transformOver(Delta committed) {
        throw new UnsupportedOperationException();
    }

    /** This committed operation, moved over {@code later}; the dual of {@link #transformOver}. */
    public Delta transformUnder(Delta later) {
        throw new UnsupportedOperationException();
    }

    /** {@code position} of the content before, in the content after; an insert at the position moves it. */
    public int transformPosition(int position) {
        throw new UnsupportedOperationException();
    }

    /** The operation that takes this one back; {@code before} is the content this one applies to. */
    public Delta invert(Text before) {
        throw new UnsupportedOperationException();
    }
}
