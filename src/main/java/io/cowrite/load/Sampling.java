package io.cowrite.load;

import java.util.ArrayList;
import java.util.List;

/** Looks at the counts once a second. For one thread. */
final class Sampling {

    private final Tally tally;
    private final List<Second> seconds = new ArrayList<>();
    private long typed;
    private long acknowledged;
    private long delivered;
    private long closes;

    Sampling(Tally tally) {
        this.tally = tally;
    }

    /** What happened since the last call, about a second ago. */
    Second take(Phase phase, int people) {
        long typedNow = tally.typed.sum();
        long acknowledgedNow = tally.acknowledged.sum();
        long deliveredNow = tally.delivered.sum();
        long closesNow = tally.closeCount();
        Second second = new Second(seconds.size() + 1, phase, people, typedNow - typed, acknowledgedNow - acknowledged,
                deliveredNow - delivered, closesNow - closes, tally.saved.recent(), tally.seen.recent());
        typed = typedNow;
        acknowledged = acknowledgedNow;
        delivered = deliveredNow;
        closes = closesNow;
        seconds.add(second);
        return second;
    }

    List<Second> seconds() {
        return List.copyOf(seconds);
    }
}
