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
        DeltaBuilder result = new DeltaBuilder(Math.max(first.size(), next.size()));
        while (!before.atEnd() || !after.atEnd()) {
            if (after.atInsertion()) {
                after.take(result);
            } else if (before.atDelete()) {
                before.take(result);
            } else {
                advance(before, after, result);
            }
        }
        return result.build();
    }

    /** In halves, so that a long history costs its length times the logarithm of its number of operations. */
    static Delta all(List<Delta> operations) {
        return inHalves(Bursts.gathered(operations));
    }

    private static Delta inHalves(List<Delta> operations) {
        return switch (operations.size()) {
            case 0 -> Delta.EMPTY;
            case 1 -> operations.getFirst();
            default -> {
                int half = operations.size() / 2;
                yield both(inHalves(operations.subList(0, half)),
                        inHalves(operations.subList(half, operations.size())));
            }
        };
    }

    private static void advance(OpCursor before, OpCursor after, DeltaBuilder result) {
        int length = Math.min(before.remaining(), after.remaining());
        if (!after.atDelete()) {
            take(before, length, after.attributes(), result);
            after.skip(length);
        } else if (before.atInsertion()) {
            before.piece(length); // refuses to cut a pair, as applying would
            before.skip(length);
            after.skip(length);
        } else {
            before.skip(length);
            after.take(length, result);
        }
    }

    private static void take(OpCursor before, int length, Attributes change, DeltaBuilder result) {
        if (change.isEmpty()) {
            before.take(length, result);
        } else {
            result.add(changed(before.piece(length), change));
            before.skip(length);
        }
    }

    /** A retain remembers what is removed, since the content below may have it; an insert knows what it has. */
    private static Op changed(Op op, Attributes change) {
        return switch (op) {
            case Op.Retain(int length, Attributes first) -> new Op.Retain(length, first.composeChange(change));
            case Op.Insert(String text, Attributes before) -> new Op.Insert(text, before.apply(change));
            case Op.Embed(Json.Obj value, Attributes before) -> new Op.Embed(value, before.apply(change));
            case Op.Delete delete -> delete;
        };
    }
}
