package io.cowrite.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to one document and what became of it. Entries are known by their submission until they are settled, and
 * by version as long as there is room: who is far behind gets them composed, without names. Any thread may call.
 */
final class Ledger {

    private final Map<Sent.Key, Sent> open = new HashMap<>();
    private final Map<Long, Sent> versions;
    private final long firstVersion;
    private long settled;
    private long units;
    private boolean exact = true;

    /**
     * What the log must hold in the end.
     *
     * @param firstVersion where it began
     * @param settled entries that their authors have seen
     * @param doubtful submissions whose authors do not know whether they became entries
     * @param units how long the text must be; empty if an edit was refused or given up, which may take others with it
     */
    record Balance(long firstVersion, long settled, long doubtful, OptionalLong units) {}

    /**
     * @param firstVersion of the document, which is empty then
     * @param versionsMax entries that are remembered by version
     */
    Ledger(long firstVersion, int versionsMax) {
        this.firstVersion = firstVersion;
        this.versions = new LinkedHashMap<>() {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Sent> eldest) {
                return size() > versionsMax;
            }
        };
    }

    /** Before it goes out. */
    synchronized void sent(Sent submission) {
        open.put(submission.key(), submission);
    }

    /** Its author has seen it at {@code version}; null if it had seen it before. */
    synchronized @Nullable Sent settled(long version, Sent.Key key, boolean refused) {
        Sent submission = open.remove(key);
        if (submission == null) {
            return null;
        }
        versions.putIfAbsent(version, submission);
        settled++;
        exact &= !refused;
        units += submission.units();
        return submission;
    }

    /** Somebody else has got it at {@code version}; null if it is not known any more. */
    synchronized @Nullable Sent delivered(long version, Sent.Key key) {
        Sent known = versions.get(version);
        if (known != null && known.key().equals(key)) {
            return known;
        }
        Sent submission = open.get(key);
        if (submission != null) {
            versions.put(version, submission);
        }
        return submission;
    }

    /** What stands at {@code version}, as far as others have told; null if that is not known. */
    synchronized @Nullable Sent at(long version) {
        return versions.get(version);
    }

    /** An edit was given up. */
    synchronized void givenUp() {
        exact = false;
    }

    synchronized Balance balance() {
        OptionalLong length = exact && open.isEmpty() ? OptionalLong.of(units) : OptionalLong.empty();
        return new Balance(firstVersion, settled, open.size(), length);
    }
}
