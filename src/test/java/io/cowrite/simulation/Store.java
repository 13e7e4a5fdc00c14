package io.cowrite.simulation;

import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.journal.Append;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.LogRow;
import io.cowrite.journal.Snapshot;
import io.cowrite.journal.StoredSnapshot;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one document, with the meaning of the real statements: an append looks and locks when it begins, and is
 * there when it commits. Everything here happens at once; who calls it takes the time.
 */
final class Store {

    static final String OWNER = "user-owner";

    private static final int SNAPSHOTS_KEPT = 2;

    private final SplittableRandom random;
    private final Judge judge;
    private final Tally tally;
    private final NavigableMap<Long, LogRow> rows = new TreeMap<>();
    private final NavigableMap<Long, StoredSnapshot> snapshots = new TreeMap<>();
    /** What the rights were when the row that begins there was committed. */
    private final Map<Long, Rights> rightsAt = new HashMap<>();
    private final Map<Long, Integer> locks = new HashMap<>();
    private Rights rights;
    private @Nullable Node lastWriter;
    private int timeline = 1;

    Store(Hash start, SplittableRandom random, Judge judge, Tally tally) {
        this.random = random;
        this.judge = judge;
        this.tally = tally;
        this.rights = new Rights(random.nextLong(), OWNER, Role.EDITOR, false, false, false);
        rows.put(0L, new LogRow(0, 0, start, List.of()));
        rightsAt.put(0L, rights);
        judge.committed(new Point(0, start));
    }

    Rights rights() {
        return rights;
    }

    void rights(@Nullable Role general, boolean trashed) {
        rights = new Rights(random.nextLong(), OWNER, general, trashed, false, false);
        tally.add(Seen.RIGHTS);
    }

    /** Deletes for good; appends that have begun may still commit. */
    void purge() {
        rights = new Rights(rights.accessVersion(), OWNER, Role.EDITOR, false, true, false);
        tally.add(Seen.PURGES);
    }

    /** Another after each failover. */
    String timeline() {
        return "simulated/" + timeline;
    }

    LogRow head() {
        return rows.lastEntry().getValue();
    }

    List<LogRow> rows() {
        return List.copyOf(rows.values());
    }

    /** The first half of the statement: whether it goes on. It holds a lock then, until {@link #commit}. */
    boolean begin(Append append) {
        LogRow followed = rows.get(append.follows().firstVersion());
        boolean fits = followed != null
                && followed.lastVersion() == append.follows().version()
                && followed.hash().equals(append.follows().hash())
                && rights.accessVersion() == append.accessVersion()
                && !rights.purged();
        if (fits) {
            judge.appendBegan(append, rights);
            locks.merge(append.follows().firstVersion(), 1, Integer::sum);
        }
        return fits;
    }

    /** The second half; whether the row is there now. */
    boolean commit(Append append, @Nullable Node writer) {
        release(append);
        LogRow row = new LogRow(append.firstVersion(), append.lastVersion(), append.hash(), append.entries());
        if (rows.putIfAbsent(row.firstVersion(), row) != null) {
            return false;
        }
        rightsAt.put(row.firstVersion(), rights);
        judge.committed(append);
        tally.add(Seen.ENTRIES, append.entries().size());
        if (writer != null && lastWriter != null && writer != lastWriter) {
            tally.add(Seen.TAKEOVERS);
        }
        lastWriter = writer == null ? lastWriter : writer;
        return true;
    }

    void release(Append append) {
        locks.computeIfPresent(append.follows().firstVersion(), (row, count) -> count == 1 ? null : count - 1);
    }

    /** Merges some rows, never the last one nor one that is locked. */
    void compact() {
        List<LogRow> old = new ArrayList<>(rows.tailMap(0L, false).values());
        if (old.size() < 3) {
            return;
        }
        int from = random.nextInt(old.size() - 2);
        int to = random.nextBoolean()
                ? old.size() - 1
                : Math.min(old.size() - 1, from + 2 + random.nextInt(old.size() - 1 - from));
        List<LogRow> run = old.subList(from, to);
        if (run.size() < 2 || run.stream().anyMatch(row -> locks.containsKey(row.firstVersion()))) {
            return;
        }
        List<byte[]> entries = new ArrayList<>();
        run.forEach(row -> entries.addAll(row.entries()));
        run.forEach(row -> rows.remove(row.firstVersion()));
        LogRow last = run.getLast();
        long first = run.getFirst().firstVersion();
        rows.put(first, new LogRow(first, last.lastVersion(), last.hash(), List.copyOf(entries)));
        rightsAt.put(first, rightsAt.getOrDefault(last.firstVersion(), rights));
        tally.add(Seen.COMPACTIONS);
    }

    /** Loses the last rows, at most so many, as a failover to an older copy does; maybe changes of rights with them. */
    void rollBack(int most, boolean withRights) {
        int lost = Math.min(rows.size() - 1, 1 + random.nextInt(most));
        for (int i = 0; i < lost; i++) {
            LogRow row = rows.pollLastEntry().getValue();
            Rights before = rightsAt.get(rows.lastKey());
            rightsAt.remove(row.firstVersion());
            if (before != null && withRights) {
                rights = before;
            }
        }
        locks.clear();
        timeline++;
        judge.rolledBackTo(head().lastVersion());
        tally.add(Seen.ROLLBACKS);
    }

    LogBlock read(long afterVersion, int bytesMax) {
        LogRow start = rows.floorEntry(afterVersion).getValue();
        while (start.lastVersion() > afterVersion) {
            start = rows.lowerEntry(start.firstVersion()).getValue();
        }
        List<LogRow> read = new ArrayList<>();
        long bytes = 0;
        for (LogRow row : rows.tailMap(start.firstVersion(), false).values()) {
            if (!read.isEmpty() && bytes >= bytesMax) {
                return new LogBlock(endOf(start), read, false);
            }
            read.add(row);
            for (byte[] entry : row.entries()) {
                bytes += entry.length;
            }
        }
        return new LogBlock(endOf(start), read, true);
    }

    boolean keep(Snapshot snapshot) {
        LogRow row = rows.floorEntry(snapshot.version()).getValue();
        boolean bornOut = row.lastVersion() == snapshot.version() && row.hash().equals(snapshot.hash());
        if (bornOut) {
            snapshots.put(snapshot.version(), StoredSnapshot.of(snapshot));
            tally.add(Seen.SNAPSHOTS);
            while (snapshots.size() > SNAPSHOTS_KEPT) {
                snapshots.pollFirstEntry();
            }
        }
        return bornOut;
    }

    Optional<Snapshot> snapshot(long versionMax) {
        for (StoredSnapshot stored : snapshots.headMap(versionMax, true).descendingMap().values()) {
            Optional<Snapshot> whole = stored.read();
            if (whole.isPresent()) {
                return whole;
            }
            tally.add(Seen.DAMAGED_SNAPSHOTS);
        }
        return Optional.empty();
    }

    /** Turns a bit round in some snapshots. */
    void damageSnapshots() {
        snapshots.replaceAll((version, stored) -> random.nextInt(3) > 0 ? stored.damaged(random.nextInt()) : stored);
    }

    static LogEnd endOf(LogRow row) {
        return new LogEnd(row.firstVersion(), row.lastVersion(), row.hash());
    }
}
