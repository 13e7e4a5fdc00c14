package io.cowrite.kernel;

import java.util.Arrays;

/**
 * Looks for a place that a shortest way from one stretch of points to another goes through, walking from both ends until
 * the ways meet (E. W. Myers, "An O(ND) difference algorithm and its variations"). The stretches are not empty and
 * differ at both ends, so the place is at no end of both. For one use by one thread.
 */
final class MiddleSearch {

    /** What a step on a diagonal costs, in comparisons of points. */
    private static final int STEP_WORK = 4;

    /** Far below every place: no way gets to this diagonal. */
    private static final int NOWHERE = Integer.MIN_VALUE / 2;

    private final int[] before;
    private final int[] after;
    private final int fromBefore;
    private final int fromAfter;
    private final int lengthBefore;
    private final int lengthAfter;

    /** How far ways from the start have come on each diagonal: {@code x} points before, {@code x - diagonal} after. */
    private int[] forward = {};

    /** The same for ways from the end, counted from there. */
    private int[] backward = {};

    /** Index of diagonal 0. */
    private int center;

    private long workDone;
    private int middleBefore;
    private int middleAfter;

    MiddleSearch(int[] before, int fromBefore, int toBefore, int[] after, int fromAfter, int toAfter) {
        this.before = before;
        this.after = after;
        this.fromBefore = fromBefore;
        this.fromAfter = fromAfter;
        this.lengthBefore = toBefore - fromBefore;
        this.lengthAfter = toAfter - fromAfter;
    }

    /** Whether there was such a place; false if {@code workMax} was used up before. */
    boolean find(long workMax) {
        for (int steps = 0; workDone < workMax; steps++) {
            makeRoom(steps + 1);
            if (walkForward(steps) || walkBackward(steps)) {
                return true;
            }
        }
        return false;
    }

    /** The place, in the row before. */
    int inBefore() {
        return middleBefore;
    }

    /** The place, in the row after. */
    int inAfter() {
        return middleAfter;
    }

    /** Comparisons of points that the search cost. */
    long workDone() {
        return workDone;
    }

    private boolean walkForward(int steps) {
        int diagonals = lengthBefore - lengthAfter;
        boolean mayMeet = (diagonals & 1) != 0;
        for (int diagonal = lowest(steps); diagonal <= highest(steps); diagonal += 2) {
            int start = furthest(forward, diagonal, steps);
            int x = start;
            while (x >= 0 && x < lengthBefore && x - diagonal < lengthAfter
                    && before[fromBefore + x] == after[fromAfter + x - diagonal]) {
                x++;
            }
            workDone += STEP_WORK + x - start;
            forward[center + diagonal] = x;
            int opposite = diagonals - diagonal;
            if (mayMeet && Math.abs(opposite) < steps && x + backward[center + opposite] >= lengthBefore) {
                return meet(start, start - diagonal);
            }
        }
        return false;
    }

    private boolean walkBackward(int steps) {
        int diagonals = lengthBefore - lengthAfter;
        boolean mayMeet = (diagonals & 1) == 0;
        for (int diagonal = lowest(steps); diagonal <= highest(steps); diagonal += 2) {
            int start = furthest(backward, diagonal, steps);
            int x = start;
            while (x >= 0 && x < lengthBefore && x - diagonal < lengthAfter
                    && before[fromBefore + lengthBefore - 1 - x] == after[fromAfter + lengthAfter - 1 - x + diagonal]) {
                x++;
            }
            workDone += STEP_WORK + x - start;
            backward[center + diagonal] = x;
            int opposite = diagonals - diagonal;
            if (mayMeet && Math.abs(opposite) <= steps && x + forward[center + opposite] >= lengthBefore) {
                return meet(lengthBefore - start, lengthAfter - start + diagonal);
            }
        }
        return false;
    }

    private boolean meet(int x, int y) {
        middleBefore = fromBefore + x;
        middleAfter = fromAfter + y;
        return true;
    }

    /** Of the two ways that may go on to {@code diagonal}, how far the longer gets there. */
    private int furthest(int[] row, int diagonal, int steps) {
        if (steps == 0) {
            return 0;
        }
        int deleting = row[center + diagonal - 1] + 1;
        int inserting = row[center + diagonal + 1];
        return Math.max(deleting <= lengthBefore ? deleting : NOWHERE,
                inserting - diagonal <= lengthAfter ? inserting : NOWHERE);
    }

    private int lowest(int steps) {
        return -steps + 2 * Math.ceilDiv(Math.max(0, steps - lengthAfter), 2);
    }

    private int highest(int steps) {
        return steps - 2 * Math.ceilDiv(Math.max(0, steps - lengthBefore), 2);
    }

    /** For diagonals from {@code -steps} to {@code steps}. */
    private void makeRoom(int steps) {
        if (steps > center) {
            int wider = Math.max(16, 2 * steps);
            forward = widened(forward, wider);
            backward = widened(backward, wider);
            center = wider;
        }
    }

    private int[] widened(int[] row, int newCenter) {
        int[] wider = new int[2 * newCenter + 1];
        Arrays.fill(wider, NOWHERE);
        System.arraycopy(row, 0, wider, row.length == 0 ? 0 : newCenter - center, row.length);
        return wider;
    }
}
