package io.cowrite.room;

import io.cowrite.protocol.Entry;
import io.cowrite.protocol.SealedEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log of one document may have lost: the entries that this node had in memory, by whose they are, and beside
 * them how far clients had seen it. For one thread at a time.
 */
final class Loss {

    private final DocumentRecord document;

    /** Versions of the entries that were in memory, without those refused. */
    private final Map<Identity, Long> known = new HashMap<>();

    private long knownFrom = Long.MAX_VALUE;
    private long knownTo;
    private @Nullable Long endedAt;
    private long seenTo;
    private long offeredUnknown;

    /** What a submission is called. */
    private record Identity(ReplicaId replica, long sequence) {

        static Identity of(Entry entry) {
            return new Identity(ReplicaId.of(entry), entry.sequence());
        }
    }

    Loss(DocumentRecord document) {
        this.document = document;
    }

    DocumentRecord document() {
        return document;
    }

    /** The newest entries that a room had when it found that the log is another one. */
    void had(Tail tail, List<SealedEntry> entries) {
        knownFrom = Math.min(knownFrom, tail.base().version());
        knownTo = Math.max(knownTo, tail.lastVersion());
        seenTo = Math.max(seenTo, knownTo);
        for (SealedEntry sealed : entries) {
            if (sealed.entry().refused() == null) {
                known.put(Identity.of(sealed.entry()), sealed.version());
            }
        }
    }

    /** Now the log ends at {@code version}; the first to say so is right, since then people go on. */
    void endsAt(long version) {
        if (endedAt == null) {
            endedAt = version;
        }
    }

    /** A client has seen {@code version}. */
    void seen(long version) {
        seenTo = Math.max(seenTo, version);
    }

    /** Something was committed that its author had offered before, and this node did not have in memory. */
    void offered(Submission submission) {
        if (!known.containsKey(new Identity(submission.replica(), submission.sequence()))) {
            offeredUnknown++;
        }
    }

    /** After which version the log can tell what became of the entries. */
    long readFrom() {
        return Math.min(knownFrom, endedAt == null ? knownFrom : endedAt);
    }

    /** Finds in the log, read from {@link #readFrom} on to its end, what stands or stands again. */
    final class Search {

        private final Map<Identity, Long> found = new HashMap<>();

        void at(long version, Entry entry) {
            Identity identity = Identity.of(entry);
            if (known.containsKey(identity)) {
                found.put(identity, version);
            }
        }

        /** Empty if nothing was lost. */
        Optional<LossReport> report(Instant now, long logEnd) {
            long end = endedAt == null ? Math.min(logEnd, seenTo) : endedAt;
            long missing = (long) known.size() - found.size();
            long moved = found.entrySet().stream()
                    .filter(one -> one.getValue() > end || !one.getValue().equals(known.get(one.getKey())))
                    .count();
            long unknown = unknown(end);
            long lost = missing + moved + unknown;
            long notRecovered = missing + Math.max(0, unknown - offeredUnknown);
            return lost == 0
                    ? Optional.empty()
                    : Optional.of(
                            new LossReport(
                                    document.id(), document.title(), now, end, lost, notRecovered, unknown > 0));
        }
    }

    /** Versions after {@code end} that somebody has seen, and this node did not have in memory. */
    private long unknown(long end) {
        long known = Math.max(0, Math.min(knownTo, seenTo) - Math.max(Math.min(knownFrom, knownTo), end));
        return Math.max(0, seenTo - end) - known;
    }
}
