package io.cowrite.kernel;

/** The way back of an operation. The order of an insert and a delete at one place is kept. */
final class Invert {

    private Invert() {}

    static Delta of(Delta operation, Text before) {
        try {
            before.requireFits(operation);
        } catch (InapplicableException e) {
            throw new IllegalArgumentException("not an operation on this content", e);
        }
        DeltaBuilder result = new DeltaBuilder();
        int at = 0;
        for (Op op : operation.ops()) {
            switch (op) {
                case Op.Retain(int length, Attributes change) -> {
                    retain(before, at, at + length, change, result);
                    at += length;
                }
                case Op.Insert _,Op.Embed _ -> result.add(new Op.Delete(op.length()));
                case Op.Delete(int length) -> {
                    before.visit(at, at + length,
                            (text, from, to, format) -> result.add(format.insertion(text, from, to)));
                    at += length;
                }
            }
        }
        return result.build();
    }

    private static void retain(Text before, int from, int to, Attributes change, DeltaBuilder result) {
        if (change.isEmpty()) {
            result.retain(to - from);
        } else {
            before.visit(from, to, (_, start, end, format) -> result
                    .add(new Op.Retain(end - start, change.invert(format.attributes()))));
        }
    }
}
