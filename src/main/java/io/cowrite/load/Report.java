package io.cowrite.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test; written as JSON, with the names here. Times are in the unit that their names end with.
 *
 * @param started when the first person came, as ISO 8601 in UTC
 * @param interrupted whether it was ended before its time
 * @param edits of the whole test
 * @param late of edits that were due in the measured time: from due to typed, which is this program's own delay
 * @param saved likewise: from due to acknowledged to their author
 * @param seen likewise: from due to received by another person, once for each of them
 * @param closes of connections by code, by the service, or 1006 by the network
 */
record Report(Service service, Settings settings, String started, boolean interrupted, Edits edits, Quantiles late,
        Quantiles saved, Quantiles seen, Map<Integer, Long> closes, long reconnects, Convergence convergence,
        List<String> hints, List<Second> seconds) {

    /** Which build the service says it is; null: it does not say. */
    record Service(@Nullable String version, @Nullable String commit) {}

    /**
     * Counts of edits.
     *
     * @param dueInWindow typed, of those due in the measured time
     * @param perSecond of these
     * @param refused by the log
     * @param givenUp submissions of which clients do not know whether they were saved
     * @param delivered once for each other person, and of these known by when they were due
     * @param deliveredUnmeasured entries that somebody got composed with others, when nobody else had them yet
     */
    record Edits(long typed, long dueInWindow, double perSecond, long acknowledged, long refused, long givenUp,
            long delivered, long deliveredUnmeasured) {}

    /**
     * Whether all had the same in the end.
     *
     * @param settleMillis from the end of typing until everybody had everything
     * @param findings what is wrong, in sentences; none: nothing
     * @param diverged reports of clients that a checksum differed
     * @param loadedAnew copies that were given up and loaded again
     * @param stepsBack clients that found the log shorter than they knew it
     */
    record Convergence(boolean good, int documents, int copies, long settleMillis, List<String> findings,
            long diverged, long loadedAnew, long stepsBack) {}
}
