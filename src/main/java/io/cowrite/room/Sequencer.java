package io.cowrite.room;

import io.cowrite.access.Role;
import io.cowrite.journal.Append;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.RefusalCode;
import io.cowrite.protocol.SealedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transformer: gives submissions their place after the committed head, one after the other, folding as it goes.
 * Made for one batch and used by the room's thread alone; it changes nothing outside itself.
 */
final class Sequencer {

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);

    private final UUID documentId;
    private final RoomState head;
    private final DocumentRecord document;
    private final Replicas replicas;
    private final RoomSettings settings;
    private final long now;

    private final List<SealedEntry> entries = new ArrayList<>();
    private final Set<Submission> sequenced = new HashSet<>();
    private final Map<ReplicaId, Long> newSequences = new HashMap<>();
    private Text content;
    private Hash hash;
    private int bytes;

    /**
     * Starts a batch.
     *
     * @param now milliseconds since 1970, for the entries' {@code at}
     */
    Sequencer(RoomState head, DocumentRecord document, Replicas replicas, RoomSettings settings, long now) {
        this.documentId = document.id();
        this.head = head;
        this.document = document;
        this.replicas = replicas;
        this.settings = settings;
        this.now = Math.max(now, head.lastAt());
        this.content = head.content();
        this.hash = head.end().hash();
    }

    /** Judges the submission that {@code committed} walks for; {@code committed} goes over committed entries only. */
    Verdict sequence(Walk committed) {
        Submission submission = committed.submission();
        if (document.rights().quarantined()) { // Before anything of its log is read for it.
            return new Verdict.NotAllowed();
        }
        if (submission.baseVersion() > head.version()) {
            return new Verdict.AheadOfLog();
        }
        if (!submission.fits(head.tail().hashAt(submission.baseVersion()))) {
            return new Verdict.OtherLog();
        }
        if (committed.found() == null && committed.upTo() < head.tail().base().version()) {
            return new Verdict.Behind(committed);
        }
        Walk walk = overTail(committed);
        if (walk.found() != null) {
            return judgeResend(walk, walk.found());
        }
        if (submission.sequence() <= replicas.lastSequence(submission.replica())) {
            return new Verdict.ChangedResend();
        }
        if (!mayWrite(submission)) {
            return new Verdict.NotAllowed();
        }
        if (isFull() || submission.sequence() <= newSequence(submission.replica())) {
            return new Verdict.Later();
        }
        return add(overBatch(walk));
    }

    /** Whether the batch takes no more. */
    boolean isFull() {
        return entries.size() >= settings.rowEntries() || bytes >= settings.rowBytes();
    }

    /** The batch, or null if nothing was sequenced. */
    @Nullable
    Batch batch() {
        if (entries.isEmpty()) {
            return null;
        }
        List<byte[]> joined = entries.stream().map(SealedEntry::bytes).toList();
        Append append = new Append(documentId, head.end(), document.rights().accessVersion(), joined, hash);
        return new Batch(append, List.copyOf(entries), sequenced, head.after(entries, append.end(), content, settings));
    }

    private Walk overTail(Walk start) {
        Walk walk = start;
        for (long version = walk.upTo() + 1; version <= head.version() && walk.found() == null; version++) {
            walk = walk.over(head.tail().at(version));
        }
        return walk;
    }

    private Walk overBatch(Walk start) {
        Walk walk = start;
        for (SealedEntry entry : entries) {
            walk = walk.over(entry);
        }
        return walk;
    }

    /** A refused entry is compared with nothing: what its author sent is not in it. */
    private static Verdict judgeResend(Walk walk, SealedEntry found) {
        Entry entry = found.entry();
        boolean same = entry.refused() != null || entry.operation().equals(walk.operation());
        Session session = walk.submission().session();
        boolean known = session != null && found.version() <= session.welcomeVersion();
        return same && !known ? new Verdict.Settled(found) : new Verdict.ChangedResend();
    }

    private boolean mayWrite(Submission submission) {
        return document.rights().roleOf(submission.replica().userId()).map(Role::mayWrite).orElse(false);
    }

    /** The newest sequence that this batch holds of {@code replica}; 0 if none. */
    private long newSequence(ReplicaId replica) {
        return newSequences.getOrDefault(replica, 0L);
    }

    private Verdict add(Walk walk) {
        Delta operation = walk.operation();
        Text applied = content;
        RefusalCode refused = walk.failed() ? RefusalCode.FAILED : check(walk.submission(), operation);
        if (refused == null) {
            try {
                applied = content.apply(operation);
                refused = document.type().allows(operation, content) ? null : RefusalCode.SCHEMA;
            } catch (InapplicableException e) {
                refused = reason(e);
            } catch (RuntimeException e) {
                log.error("document {}: an operation of {} cannot be applied", documentId, walk.submission(), e);
                refused = RefusalCode.FAILED;
            }
        }
        applied = refused == null ? applied : content;
        SealedEntry sealed = seal(walk.submission(), refused == null ? operation : Delta.EMPTY, refused);
        if (refused == null && isTooLarge(operation, sealed)) {
            sealed = seal(walk.submission(), Delta.EMPTY, RefusalCode.TOO_LARGE);
            applied = content;
        }
        content = applied;
        return append(walk.submission(), sealed);
    }

    /** Everything but the bounds, which applying judges; the length is judged after transformation. */
    private @Nullable RefusalCode check(Submission submission, Delta operation) {
        if (submission.operation().size() > settings.limits().operationComponents()
                || operation.size() > settings.transformedComponents()) {
            return RefusalCode.TOO_LARGE;
        }
        if (operation.lengthChange() > 0
                && content.length() + (long) operation.lengthChange() > settings.limits().documentUnits()) {
            return RefusalCode.DOCUMENT_FULL;
        }
        return null;
    }

    private static RefusalCode reason(InapplicableException e) {
        return switch (e.reason()) {
            case PAST_END -> RefusalCode.PAST_END;
            case CUTS_SURROGATE_PAIR -> RefusalCode.CUTS_SURROGATE_PAIR;
        };
    }

    /** The operation alone is measured, and only where the entry around it says that it could matter. */
    private boolean isTooLarge(Delta operation, SealedEntry sealed) {
        int bytesMax = settings.transformedBytes();
        return sealed.bytes().length > bytesMax && DeltaJson.encode(operation).length > bytesMax;
    }

    private SealedEntry seal(Submission submission, Delta operation, @Nullable RefusalCode refused) {
        ReplicaId replica = submission.replica();
        Entry entry = new Entry(now, replica.clientId(), operation, refused, submission.sequence(), replica.userId());
        byte[] encoded = EntryCodec.encode(entry);
        long version = head.version() + entries.size() + 1;
        return new SealedEntry(version, entry, encoded, HashChain.next(hash, encoded));
    }

    private Verdict append(Submission submission, SealedEntry sealed) {
        hash = sealed.hash();
        entries.add(sealed);
        sequenced.add(submission);
        newSequences.put(submission.replica(), submission.sequence());
        bytes += sealed.bytes().length;
        return new Verdict.Sequenced(sealed);
    }
}
