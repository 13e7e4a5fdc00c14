package io.cowrite.presence;

import io.cowrite.access.Author;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Selection;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is here now, kept at the room's head. Owned by the room's thread; {@link #roster()} is for everybody. */
public final class PresenceBoard {

    private final int departuresMax;
    private final Map<String, Present> present = new LinkedHashMap<>();
    private final ArrayDeque<Roster.Departure> departures = new ArrayDeque<>();
    private long forgotten;
    private long stamp;
    private @Nullable Roster roster = Roster.EMPTY;

    /** A board that remembers the newest {@code departuresMax} departures. */
    public PresenceBoard(int departuresMax) {
        this.departuresMax = departuresMax;
    }

    public void join(String sessionId, Author author) {
        put(new Present(sessionId, author, null, null, ++stamp));
    }

    /** What {@code sessionId} shows; null if it is not here. */
    public @Nullable Present of(String sessionId) {
        return present.get(sessionId);
    }

    /** Replaces what {@code sessionId} shows; {@code selection} counts at the room's head. Ignored if it is not here. */
    public void show(String sessionId, @Nullable Selection selection, @Nullable String state) {
        Present before = present.get(sessionId);
        if (before != null) {
            put(before.showing(selection, state, ++stamp));
        }
    }

    /** {@code sessionId} goes by another name or colour. Ignored if it is not here. */
    public void rename(String sessionId, Author author) {
        Present before = present.get(sessionId);
        if (before != null) {
            put(new Present(sessionId, author, before.selection(), before.state(), ++stamp));
        }
    }

    public void leave(String sessionId) {
        if (present.remove(sessionId) == null) {
            return;
        }
        departures.add(new Roster.Departure(sessionId, ++stamp));
        if (departures.size() > departuresMax) {
            forgotten = departures.remove().stamp();
        }
        roster = null;
    }

    /** Moves every selection over operations that were committed; clients do the same, so nobody is told. */
    public void moveOver(List<Delta> operations) {
        present.replaceAll((id, one) -> one.over(operations));
        roster = null;
    }

    /** The board as it stands now. */
    public Roster roster() {
        Roster known = roster;
        if (known == null) {
            known = new Roster(List.copyOf(present.values()), List.copyOf(departures), forgotten, stamp);
            roster = known;
        }
        return known;
    }

    /** Who changes goes to the end, so that the roster is sorted by stamp. */
    private void put(Present one) {
        present.remove(one.sessionId());
        present.put(one.sessionId(), one);
        roster = null;
    }
}
