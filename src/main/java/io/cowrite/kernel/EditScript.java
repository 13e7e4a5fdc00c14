package io.cowrite.kernel;

import java.util.BitSet;

/**
 * Which points of two rows differ: the fewest that must go and come, as long as there is work left in the budget; what
 * is undecided then, goes and comes wholly. The budget is counted, not timed, so that the same two rows always give the
 * same answer. For one use by one thread.
 */
final class EditScript {

    private final int[] before;
    private final int[] after;
    private final BitSet gone;
    private final BitSet come;

    /** Comparisons of points that may still be made. */
    private long work;

    private EditScript(int[] before, int[] after, long workMax) {
        this.before = before;
        this.after = after;
        this.work = workMax;
        this.gone = new BitSet(before.length);
        this.come = new BitSet(after.length);
    }

    static EditScript of(int[] before, int[] after, long workMax) {
        EditScript script = new EditScript(before, after, workMax);
        script.compare(0, before.length, 0, after.length);
        return script;
    }

    /** How many points of the row before, from {@code index} on, go. */
    int going(int index) {
        return gone.get(index) ? gone.nextClearBit(index) - index : 0;
    }

    /** How many points of the row after, from {@code index} on, come. */
    int coming(int index) {
        return come.get(index) ? come.nextClearBit(index) - index : 0;
    }

    /** How many points of both rows, from the two places on, stay. */
    int staying(int inBefore, int inAfter) {
        int nextGone = gone.nextSetBit(inBefore);
        int nextCome = come.nextSetBit(inAfter);
        return Math.min((nextGone < 0 ? before.length : nextGone) - inBefore,
                (nextCome < 0 ? after.length : nextCome) - inAfter);
    }

    /** What the two stretches have in common at their ends stays; in between, a middle is looked for. */
    private void compare(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int startBefore = fromBefore;
        int startAfter = fromAfter;
        while (startBefore < toBefore && startAfter < toAfter && before[startBefore] == after[startAfter]) {
            startBefore++;
            startAfter++;
        }
        int endBefore = toBefore;
        int endAfter = toAfter;
        while (endBefore > startBefore && endAfter > startAfter && before[endBefore - 1] == after[endAfter - 1]) {
            endBefore--;
            endAfter--;
        }
        if (startBefore == endBefore || startAfter == endAfter || work <= 0) {
            replace(startBefore, endBefore, startAfter, endAfter);
            return;
        }
        MiddleSearch search = new MiddleSearch(before, startBefore, endBefore, after, startAfter, endAfter);
        boolean found = search.find(work);
        work -= search.workDone();
        if (found) {
            compare(startBefore, search.inBefore(), startAfter, search.inAfter());
            compare(search.inBefore(), endBefore, search.inAfter(), endAfter);
        } else {
            replace(startBefore, endBefore, startAfter, endAfter);
        }
    }

    private void replace(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        gone.set(fromBefore, toBefore);
        come.set(fromAfter, toAfter);
    }
}
