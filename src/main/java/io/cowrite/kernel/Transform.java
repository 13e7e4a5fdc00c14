package io.cowrite.kernel;

/**
 * Moves one of two operations that were made on the same content past the other. One walk, told twice: the committed
 * operation's insert stands first, else the later one's, else both advance by the shorter piece.
 */
final class Transform {

    private Transform() {}

    static Delta over(Delta later, Delta committed) {
        OpCursor moved = new OpCursor(later);
        OpCursor fixed = new OpCursor(committed);
        DeltaBuilder result = new DeltaBuilder();
        while (!moved.atEnd()) {
            if (fixed.atInsertion()) {
                stepOver(fixed, result);
            } else if (moved.atInsertion()) {
                result.add(moved.take());
            } else {
                advance(moved, fixed, fixed.attributes(), result);
            }
        }
        return result.build();
    }

    static Delta under(Delta committed, Delta later) {
        OpCursor moved = new OpCursor(committed);
        OpCursor fixed = new OpCursor(later);
        DeltaBuilder result = new DeltaBuilder();
        while (!moved.atEnd()) {
            if (moved.atInsertion()) {
                result.add(moved.take());
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
        } else if (moved.attributes().isEmpty() || settled.isEmpty()) {
            result.add(moved.take(length));
        } else {
            result.add(new Op.Retain(length, moved.attributes().transformOver(settled)));
            moved.skip(length);
        }
        fixed.skip(length);
    }
}
