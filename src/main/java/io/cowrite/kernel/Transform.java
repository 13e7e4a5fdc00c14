package io.cowrite.kernel;

import java.util.Objects;

/**
 * Moves one of two operations that were made on the same content past the other. One walk, told twice: the committed
 * operation's insert stands first, else the later one's, else both advance by the shorter piece.
 */
final class Transform {

    private Transform() {}

    static Delta over(Delta later, Delta committed) {
        int place = later.insertsAt();
        return place >= 0 ? inserted(later, Position.after(place, committed)) : overAny(later, committed);
    }

    /** What {@code insert} inserts, at another place. */
    private static Delta inserted(Delta insert, int at) {
        DeltaBuilder result = new DeltaBuilder(2);
        if (at > 0) {
            result.retain(at);
        }
        result.add(Objects.requireNonNull(insert.op(insert.size() - 1)));
        return result.build();
    }

    private static Delta overAny(Delta later, Delta committed) {
        OpCursor moved = new OpCursor(later);
        OpCursor fixed = new OpCursor(committed);
        DeltaBuilder result = new DeltaBuilder(later.size());
        while (!moved.atEnd()) {
            if (fixed.atInsertion()) {
                stepOver(fixed, result);
            } else if (moved.atInsertion()) {
                moved.take(result);
            } else {
                advance(moved, fixed, fixed.attributes(), result);
            }
        }
        return result.build();
    }

    static Delta under(Delta committed, Delta later) {
        OpCursor moved = new OpCursor(committed);
        OpCursor fixed = new OpCursor(later);
        DeltaBuilder result = new DeltaBuilder(committed.size());
        while (!moved.atEnd()) {
            if (moved.atInsertion()) {
                moved.take(result);
            } else if (fixed.atInsertion()) {
                stepOver(fixed, result);
            } else {
                advance(moved, fixed, Attributes.NONE, result);
            }
        }
        return result.build();
    }

    private static void stepOver(OpCursor inserted, DeltaBuilder result) {
        int length = inserted.remaining();
        result.retain(length);
        inserted.skip(length);
    }

    /**
     * Both keep or delete here: what the other has deleted is gone, the rest stays to be kept or deleted.
     *
     * @param settled attributes of the other that win against those of the one moved
     */
    private static void advance(OpCursor moved, OpCursor fixed, Attributes settled, DeltaBuilder result) {
        int length = Math.min(moved.remaining(), fixed.remaining());
        if (fixed.atDelete()) {
            moved.skip(length);
        } else if (settled.isEmpty() || moved.attributes().isEmpty()) {
            moved.take(length, result);
        } else {
            result.add(new Op.Retain(length, moved.attributes().transformOver(settled)));
            moved.skip(length);
        }
        fixed.skip(length);
    }
}
