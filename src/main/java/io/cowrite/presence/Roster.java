package io.cowrite.presence;

import java.util.List;

/**
 * Who is in a room and where: immutable, at one version.
 *
 * @param present everybody, in the order of joining
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
        return present.stream()
                .filter(one -> one.stamp() > since && !one.sessionId().equals(except))
                .sorted((a, b) -> Long.compare(a.stamp(), b.stamp()))
                .limit(most)
                .toList();
    }

    /** Those who left after {@code since}, at most {@code most}, oldest first. */
    public List<Departure> leftSince(long since, int most) {
        return departures.stream().filter(one -> one.stamp() > since).limit(most).toList();
    }
}
