package io.cowrite.kernel;

import java.util.List;

/** Two operations, made one after the other, as one. */
final class Compose {

    private Compose() {}

    /**
     * The next operation's insert comes before a deletion of the first at the same place: a transform over the result
     * then meets both in the order in which it would meet them one by one.
     */
    static Delta both(Delta first, Delta next) {
        OpCursor before = new OpCursor(first);
        OpCursor after = new OpCursor(next);
        DeltaBuilder result = new DeltaBuilder();
        while (!before.atEnd() || !after.atEnd()) {
            if (after.atInsert()) {
                result.add(after.take(after.remaining()));
            } else if (before.atDelete()) {
                result.add(before.take(before.remaining()));
            } else {
                advance(before, after, result);
            }
        }
        return result.build();
    }

    /** In halves, so that a long history costs its length times the logarithm of its number of operations. */
    static Delta all(List<Delta> operations) {
        return switch (operations.size()) {
            case 0 -> Delta.EMPTY;
            case 1 -> operations.getFirst();
            default -> {
                int half = operations.size() / 2;
                yield both(all(operations.subList(0, half)), all(operations.subList(half, operations.size())));
            }
        };
    }

    private static void advance(OpCursor before, OpCursor after, DeltaBuilder result) {
        int length = Math.min(before.remaining(), after.remaining());
        if (!after.atDelete()) {
            result.add(before.take(length));
            after.skip(length);
        } else if (before.atInsert()) {
            before.take(length); // refuses to cut a pair, as applying would
            after.skip(length);
        } else {
            before.skip(length);
            result.add(after.take(length));
        }
    }
}
