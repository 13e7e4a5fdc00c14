package io.cowrite.kernel;

import org.jspecify.annotations.Nullable;

/** Walks a delta in pieces as short as the other delta of the walk asks for. After its end it is an endless retain. */
final class OpCursor {

    private final Delta delta;
    private int index;

    /** Units left of the component here. */
    private int remaining;

    private boolean deletes;

    /** The component here, if it is more than a length. */
    private @Nullable Op op;

    OpCursor(Delta delta) {
        this.delta = delta;
        arrive();
    }

    private void arrive() {
        boolean there = index < delta.size();
        int units = there ? delta.units(index) : Integer.MAX_VALUE;
        op = there ? delta.op(index) : null;
        deletes = units < 0;
        remaining = Math.abs(units);
    }

    boolean atEnd() {
        return index >= delta.size();
    }

    boolean atInsertion() {
        return op != null && !(op instanceof Op.Retain);
    }

    boolean atDelete() {
        return deletes;
    }

    /** Those of the component here. */
    Attributes attributes() {
        return op == null ? Attributes.NONE : op.attributes();
    }

    /** Units left of the component here. */
    int remaining() {
        return remaining;
    }

    void skip(int length) {
        if (length < remaining) {
            remaining -= atEnd() ? 0 : length;
        } else {
            index++;
            arrive();
        }
    }

    /** The rest of the component here goes to {@code result}. */
    void take(DeltaBuilder result) {
        take(remaining, result);
    }

    /**
     * The next {@code length} units, at most {@link #remaining()}, go to {@code result}.
     *
     * @throws IllegalArgumentException if a surrogate pair of an insert would be cut
     */
    void take(int length, DeltaBuilder result) {
        if (op instanceof Op.Insert insert && length == insert.length()) {
            result.add(insert);
        } else if (op != null) {
            result.add(piece(length));
        } else if (deletes) {
            result.delete(length);
        } else {
            result.retain(length);
        }
        skip(length);
    }

    /** The next {@code length} units, which stay; otherwise as {@link #take}. */
    Op piece(int length) {
        if (op == null) {
            return deletes ? new Op.Delete(length) : new Op.Retain(length);
        }
        if (length == remaining && length == delta.units(index)) {
            return op;
        }
        return switch (op) {
            case Op.Insert(String text, Attributes attributes) -> {
                int offset = text.length() - remaining;
                yield new Op.Insert(text.substring(offset, offset + length), attributes);
            }
            case Op.Retain(int _, Attributes attributes) -> new Op.Retain(length, attributes);
            case Op.Embed _,Op.Delete _ -> throw new AssertionError("cannot be cut: " + op);
        };
    }
}
