package io.cowrite.kernel;

/**
 * Moves a position through an operation, as transforming would move an insert there: so a position goes over composed
 * history as it goes over its operations one by one.
 */
final class Position {

    private Position() {}

    static int after(int position, Delta operation) {
        long moved = position;
        int at = 0;
        for (Op op : operation.ops()) {
            if (at > position) {
                break;
            }
            switch (op) {
                case Op.Retain retain -> at += retain.length();
                case Op.Insert _,Op.Embed _ -> moved += op.length();
                case Op.Delete(int length) -> {
                    moved -= Math.min(length, position - at);
                    at += length;
                }
            }
        }
        return (int) Math.min(moved, Integer.MAX_VALUE);
    }
}
