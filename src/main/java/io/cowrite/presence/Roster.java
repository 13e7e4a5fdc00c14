package io.cowrite.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Who is in a room and where: immutable, at one version.
 *
 * @param present everybody, the latest to change last
 * @param departures who left lately, oldest first
 * @param forgotten stamp of the newest departure that is no longer in {@code departures}; 0 if none
 * @param stamp counted up at every change
 */
public record Roster(List<Present> present, List<Departure> departures, long forgotten, long stamp) {

    public static final Roster EMPTY = new Roster(List.of(), List.of(), 0, 0);

    /** Somebody left, at {@code stamp}. */
    public record Departure(String sessionId, long stamp) {}

    /** Those who changed after {@code since}, {@code except} for one session, at most {@code most}, oldest change first. */
    public List<Present> changedSince(long since, String except, int most) {
        List<Present> changed = new ArrayList<>();
        List<Present> later = after(present, Present::stamp, since);
        for (int i = 0; i < later.size() && changed.size() < most; i++) {
            if (!later.get(i).sessionId().equals(except)) {
                changed.add(later.get(i));
            }
        }
        return changed;
    }

    /** Those who left after {@code since}, at most {@code most}, oldest first. */
    public List<Departure> leftSince(long since, int most) {
        List<Departure> left = after(departures, Departure::stamp, since);
        return left.subList(0, Math.min(most, left.size()));
    }

    /** The end of {@code sorted} whose stamps are above {@code since}: thousands of connections ask, so nothing is walked. */
    private static <T> List<T> after(List<T> sorted, ToLongFunction<T> stamp, long since) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (stamp.applyAsLong(sorted.get(middle)) > since) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return sorted.subList(from, sorted.size());
    }
}
