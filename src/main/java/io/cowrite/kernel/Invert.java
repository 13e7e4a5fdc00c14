package io.cowrite.kernel;

/** The way back of an operation. Order is kept, so that inverting twice gives the operation itself. */
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
                case Op.Retain(int length) -> {
                    result.add(op);
                    at += length;
                }
                case Op.Insert insert -> result.add(new Op.Delete(insert.length()));
                case Op.Delete(int length) -> {
                    result.add(new Op.Insert(before.substring(at, at + length)));
                    at += length;
                }
            }
        }
        return result.build();
    }
}
