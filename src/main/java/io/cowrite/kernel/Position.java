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
        for (int i = 0; i < operation.size() && at <= position; i++) {
            int units = operation.units(i);
            if (operation.inserts(i)) {
                moved += units;
            } else {
                moved -= units < 0 ? Math.min(-units, position - at) : 0;
                at += Math.abs(units);
            }
        }
        return (int) Math.min(moved, Integer.MAX_VALUE);
    }
}
