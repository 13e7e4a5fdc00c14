package io.cowrite.simulation;

import java.util.Set;
import java.util.TreeSet;

/** Makes a session that fails smaller as long as it fails. */
final class Shrinking {

    private Session.End smallest;

    private Shrinking(Session.End failed) {
        smallest = failed;
    }

    static Session.End of(Session.End failed) {
        Shrinking shrinking = new Shrinking(failed);
        for (int people = 1; people < failed.scenario().people(); people++) {
            shrinking.attempt(failed.scenario().with(people, failed.scenario().nodes()));
        }
        shrinking.attempt(shrinking.smallest.scenario().with(shrinking.smallest.scenario().people(), 1));
        for (int size = failed.scenario().steps().size(); size > 0; size /= 2) {
            shrinking.leaveOut(size);
        }
        return shrinking.smallest;
    }

    /** Leaves out runs of {@code size} steps, from the last on. */
    private void leaveOut(int size) {
        int at = smallest.scenario().steps().size() - size;
        while (at > -size) {
            Set<Integer> kept = new TreeSet<>();
            for (int i = 0; i < smallest.scenario().steps().size(); i++) {
                if (i < at || i >= at + size) {
                    kept.add(i);
                }
            }
            attempt(smallest.scenario().with(kept));
            at -= size;
        }
    }

    private void attempt(Scenario smaller) {
        Session.End end = Session.run(smaller);
        if (end.failure() != null) {
            smallest = end;
        }
    }
}
