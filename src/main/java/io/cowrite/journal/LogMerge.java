package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Merges rows of a document's log: a run of old ones goes, and one row of the same entries, packed, comes, in one
 * transaction. Never the row of version 0, the last row, or one with any of the newest entries. One thread; blocks.
 *
 * <p>Appends lock the row that they follow, and pass over one that is locked. They follow the last row, which no merge
 * touches; one that is late and follows an older row holds that merge up, which then gives up, or finds it gone, or finds
 * the row after it there already. Of two nodes one has the document's advisory lock, and the other passes it over.
 */
final class LogMerge {

    /** No room's tail reaches farther back. */
    static final int NEWEST_KEPT = 2_000;

    /** The server answers this if a lock was not to be had in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The merge may be lost in a crash: the rows are then as before. A process that stops in between holds nobody up. */
    private static final String BEGIN = """
            select pg_try_advisory_xact_lock(?), set_config('lock_timeout', '100ms', true),
                set_config('idle_in_transaction_session_timeout', '10s', true),
                set_config('synchronous_commit', 'off', true)""";

    private static final String BEFORE = """
            select first_version, last_version, hash from commit_log
            where document_id = ? and first_version < ? order by first_version desc limit 1""";

    private static final String DELETE = """
            delete from commit_log where document_id = ? and first_version between ? and ?
            returning first_version, last_version, hash, entries, committed_at""";

    private static final String INSERT = """
            insert into commit_log
                (document_id, first_version, last_version, committed_at, hash, entries, entries_bytes)
            values (?, ?, ?, ?, ?, ?, ?)""";

    /**
     * What was done.
     *
     * @param firstVersion of the new row
     * @param rows how many it took the place of
     * @param bytesBefore of their entries, as stored
     * @param bytesAfter of its entries, as stored
     */
    record Merged(long firstVersion, int rows, long bytesBefore, long bytesAfter) {}

    private record Old(LogRow row, int stored, Timestamp committedAt) {}

    private final MergeLook look;
    private final int rowsMin;

    /**
     * @param newestKept so many of the newest entries stay in the rows that they are in
     * @param rowsMin how many rows must wait, unless a new row would be full
     * @param olderThan rows that are younger stay
     */
    LogMerge(int newestKept, int rowsMin, Duration olderThan) {
        this.look = new MergeLook(newestKept, olderThan);
        this.rowsMin = rowsMin;
    }

    /** The version from which on rows may be merged that are not packed: what is before it is, or stays as it is. */
    static long start(Connection connection, UUID documentId) throws SQLException {
        return MergeLook.newestPacked(connection, documentId);
    }

    /**
     * Merges the first run that is worth it, and commits. Empty if there is none, or others hold it. Narrow rows before
     * {@code from} that are to become a wide one go first, so that there are never many.
     *
     * @param connection that does not commit by itself
     * @param from as {@link #start} gave it, or the highest first version of a merge since
     * @throws DamagedLogException if the rows do not chain; they are as they were
     */
    Optional<Merged> next(Connection connection, UUID documentId, long from) throws SQLException {
        Optional<Merged> merged = Optional.empty();
        try {
            Optional<MergeRun> run = begin(connection, documentId)
                    ? run(connection, documentId, from)
                    : Optional.empty();
            if (run.isPresent()) {
                merged = merge(connection, documentId, run.get());
            }
            if (merged.isPresent()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        } finally {
            connection.rollback();
        }
        return merged;
    }

    private static boolean begin(Connection connection, UUID documentId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setLong(1, documentId.getMostSignificantBits() ^ documentId.getLeastSignificantBits());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Optional<MergeRun> run(Connection connection, UUID documentId, long from) throws SQLException {
        Optional<MergeRun> wide = WideRun.first(look.narrow(connection, documentId, from));
        return wide.isPresent() ? wide : MergeRun.first(look.on(connection, documentId, from), rowsMin);
    }

    /** Empty if the rows are others now. */
    private static Optional<Merged> merge(Connection connection, UUID documentId, MergeRun run) throws SQLException {
        LogEnd before = before(connection, documentId, run.firstVersion());
        List<Old> old = delete(connection, documentId, run);
        List<Long> found = old.stream().map(each -> each.row().firstVersion()).toList();
        if (!found.equals(run.rows().stream().map(MergeRun.Row::firstVersion).toList())) {
            return Optional.empty();
        }
        LogRow merged = merged(before, old);
        byte[] stored = RowForm.packed(merged.entries());
        Timestamp committedAt = old.stream().map(Old::committedAt).max(Comparator.naturalOrder()).orElseThrow();
        insert(connection, documentId, merged, committedAt, stored);
        long bytesBefore = old.stream().mapToLong(Old::stored).sum();
        return Optional.of(new Merged(merged.firstVersion(), old.size(), bytesBefore, stored.length));
    }

    private static LogEnd before(Connection connection, UUID documentId, long firstVersion) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
            statement.setObject(1, documentId);
            statement.setLong(2, firstVersion);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new DamagedLogException("no row is before version " + firstVersion);
                }
                return new LogEnd(row.getLong("first_version"), row.getLong("last_version"),
                        Hash.of(row.getBytes("hash")));
            }
        }
    }

    private static List<Old> delete(Connection connection, UUID documentId, MergeRun run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, documentId);
            statement.setLong(2, run.firstVersion());
            statement.setLong(3, run.lastVersion());
            List<Old> old = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] stored = rows.getBytes("entries");
                    LogRow row = new LogRow(rows.getLong("first_version"), rows.getLong("last_version"),
                            Hash.of(rows.getBytes("hash")), RowForm.entries(stored));
                    old.add(new Old(row, stored.length, rows.getTimestamp("committed_at")));
                }
            }
            old.sort(Comparator.comparingLong(each -> each.row().firstVersion()));
            return old;
        }
    }

    /** One row of all entries, whose hashes chain from {@code before} on, and at the end of each row are that row's. */
    private static LogRow merged(LogEnd before, List<Old> old) {
        List<byte[]> entries = new ArrayList<>();
        long version = before.version();
        Hash hash = before.hash();
        for (Old each : old) {
            LogRow row = each.row();
            for (byte[] entry : row.entries()) {
                hash = HashChain.next(hash, entry);
            }
            boolean chains = row.firstVersion() == version + 1
                    && row.entries().size() == row.lastVersion() - version && hash.equals(row.hash());
            if (!chains) {
                throw new DamagedLogException("the row of versions " + row.firstVersion() + " to " + row.lastVersion()
                        + " does not follow from what is before it");
            }
            version = row.lastVersion();
            entries.addAll(row.entries());
        }
        return new LogRow(before.version() + 1, version, hash, entries);
    }

    private static void insert(
            Connection connection, UUID documentId, LogRow row, Timestamp committedAt, byte[] stored)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, documentId);
            statement.setLong(2, row.firstVersion());
            statement.setLong(3, row.lastVersion());
            statement.setTimestamp(4, committedAt);
            statement.setBytes(5, row.hash().bytes());
            statement.setBytes(6, stored);
            statement.setInt(7, row.entries().stream().mapToInt(entry -> entry.length).sum());
            statement.executeUpdate();
        }
    }
}
