package io.cowrite.room;

import io.cowrite.journal.LogRow;
import io.cowrite.journal.LogScan.StoredSnapshot;
import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves all that is stored of a document: that its log has no gap, that each hash follows from the entries before it,
 * that each entry applies, and that snapshots are what the log leads to. Given the rows in order; ends at the first that
 * is damaged, since nothing after it can be proven. One thread.
 */
public final class DocumentProof {

    private final UUID documentId;
    private final Hash start;
    private final Replicas replicas;
    private final Iterator<StoredSnapshot> snapshots;
    private final List<Finding> findings = new ArrayList<>();

    private @Nullable StoredSnapshot nextSnapshot;
    private boolean begun;
    private boolean broken;
    private long version;
    private Hash hash;
    private Text content = Text.EMPTY;

    /**
     * @param replicasMax how many are remembered, as in the rooms that made the snapshots
     * @param snapshots read before the rows, oldest first
     */
    public DocumentProof(UUID documentId, DocumentType type, int replicasMax, List<StoredSnapshot> snapshots) {
        this.documentId = documentId;
        this.start = HashChain.start(documentId, type);
        this.hash = start;
        this.replicas = new Replicas(replicasMax);
        this.snapshots = snapshots.iterator();
        passSnapshot();
    }

    /** The newest version that is proven. */
    public long version() {
        return version;
    }

    public void row(LogRow row) {
        if (!broken && !begun) {
            begin(row);
        } else if (!broken) {
            follow(row);
        }
    }

    /** The next row cannot be read. */
    public void unreadable(String why) {
        if (!broken) {
            found(Finding.Kind.UNREADABLE_ROW, version + 1, why);
        }
    }

    /** There are no more rows. */
    public List<Finding> end() {
        if (!begun && !broken) {
            found(Finding.Kind.LOG_MISSING, 0, "there is no log");
        }
        if (!broken && nextSnapshot != null) {
            found(Finding.Kind.CUT_OFF, version + 1,
                    "the log has ended, and there is a snapshot of version " + nextSnapshot.version());
        }
        return List.copyOf(findings);
    }

    private void begin(LogRow row) {
        begun = true;
        boolean right = row.firstVersion() == 0 && row.lastVersion() == 0 && row.entries().isEmpty();
        if (!right || !row.hash().equals(start)) {
            found(Finding.Kind.OTHER_BEGINNING, 0, "the log does not begin as it must");
        }
    }

    private void follow(LogRow row) {
        if (row.firstVersion() != version + 1) {
            found(Finding.Kind.GAP, version + 1, "a row is missing: the next begins at " + row.firstVersion());
        } else if (row.entries().size() != row.lastVersion() - version) {
            found(Finding.Kind.UNREADABLE_ROW, version + 1, "a row up to " + row.lastVersion() + " holds "
                    + row.entries().size() + " entries");
        } else if (!chains(row)) {
            found(Finding.Kind.OTHER_HASH, version + 1,
                    "the entries up to " + row.lastVersion() + " are not those that the row's hash was made of");
        } else {
            row.entries().forEach(this::entry);
        }
    }

    private boolean chains(LogRow row) {
        Hash end = hash;
        for (byte[] entry : row.entries()) {
            end = HashChain.next(end, entry);
        }
        return end.equals(row.hash());
    }

    private void entry(byte[] bytes) {
        if (broken) {
            return;
        }
        try {
            Entry entry = EntryCodec.decode(bytes);
            content = content.apply(entry.operation());
            replicas.add(entry);
        } catch (MalformedException | InapplicableException e) {
            found(Finding.Kind.IMPOSSIBLE_ENTRY, version + 1, "the entry is impossible: " + e.getMessage());
            return;
        }
        hash = HashChain.next(hash, bytes);
        version++;
        while (nextSnapshot != null && nextSnapshot.version() <= version) {
            compare(nextSnapshot);
            passSnapshot();
        }
    }

    private void compare(StoredSnapshot stored) {
        Snapshot snapshot = stored.whole();
        if (snapshot == null) {
            findings.add(new Finding(documentId, Finding.Kind.DAMAGED_SNAPSHOT, stored.version(),
                    "the snapshot is damaged"));
        } else if (!isRight(snapshot)) {
            findings.add(new Finding(documentId, Finding.Kind.WRONG_SNAPSHOT, stored.version(),
                    "the snapshot is not what the log leads to"));
        }
    }

    private boolean isRight(Snapshot snapshot) {
        return snapshot.version() == version && snapshot.hash().equals(hash)
                && Arrays.equals(snapshot.content(), StoredContent.encode(content))
                && Arrays.equals(snapshot.replicas(), ReplicasForm.encode(replicas.all()));
    }

    private void passSnapshot() {
        nextSnapshot = snapshots.hasNext() ? snapshots.next() : null;
    }

    private void found(Finding.Kind kind, long at, String message) {
        broken = true;
        findings.add(new Finding(documentId, kind, at, message));
    }
}
