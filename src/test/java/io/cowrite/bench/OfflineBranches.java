package io.cowrite.bench;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two people's keystrokes on a text of 100,000 letters, neither knowing of the other's: one in eight deletes a letter. */
record OfflineBranches(List<Delta> ours, List<Delta> theirs) {

    private static final int UNITS = 100_000;

    /** @param burst keystrokes at one place, before the next is chosen at random */
    static OfflineBranches typed(int keystrokes, int burst) {
        return new OfflineBranches(branch(new Random(1), keystrokes, burst), branch(new Random(2), keystrokes, burst));
    }

    private static List<Delta> branch(Random random, int keystrokes, int burst) {
        List<Delta> typed = new ArrayList<>();
        int length = UNITS;
        int at = 1;
        for (int i = 0; i < keystrokes; i++) {
            at = i % burst == 0 ? 1 + random.nextInt(length) : at;
            boolean deletes = at > 1 && random.nextInt(8) == 0;
            at -= deletes ? 1 : 0;
            typed.add(Delta.of(new Op.Retain(at), deletes ? new Op.Delete(1) : new Op.Insert("a")));
            at += deletes ? 0 : 1;
            length += deletes ? -1 : 1;
        }
        return List.copyOf(typed);
    }

    /** Each composed, and each moved past the other; told is a number that only work done rightly leads to. */
    long merged() {
        Delta first = Delta.composeAll(ours);
        Delta second = Delta.composeAll(theirs);
        return first.lengthChange() + second.transformOver(first).baseLength() - (long) second.baseLength()
                + first.transformUnder(second).baseLength() - first.baseLength();
    }
}
