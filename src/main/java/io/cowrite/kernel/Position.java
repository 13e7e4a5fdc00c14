package io.cowrite.kernel;

/** Moves a position through an operation. */
final class Position {

    private Position() {}

    static int after(int position, Delta operation) {
        long moved = position;
        int reached = 0; // in the content after, where the component begins
        for (Op op : operation.ops()) {
            if (reached > moved) {
                break;
            }
            switch (op) {
                case Op.Retain(int length) -> reached += length;
                case Op.Insert insert -> {
                    moved += insert.length();
                    reached += insert.length();
                }
                case Op.Delete(int length) -> moved -= Math.min(length, moved - reached);
            }
        }
        return (int) Math.min(moved, Integer.MAX_VALUE);
    }
}
