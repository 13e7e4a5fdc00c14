package io.cowrite.room;

import io.cowrite.journal.Append;
import io.cowrite.protocol.SealedEntry;
import java.util.List;
import java.util.Set;

/**
 * Submissions sequenced together, to be committed as one row: a working state, published if the commit succeeds and
 * thrown away if it does not.
 *
 * @param after the state once it is committed
 * @param submissions those that {@code entries} settle
 */
record Batch(Append append, List<SealedEntry> entries, Set<Submission> submissions, RoomState after) {

    /** Whether any of {@code others} settles one of {@link #submissions}. */
    boolean settledBy(List<SealedEntry> others) {
        return others.stream().map(SealedEntry::entry).anyMatch(entry -> submissions.stream().anyMatch(
                one -> one.sequence() == entry.sequence() && one.replica().equals(ReplicaId.of(entry))));
    }
}
