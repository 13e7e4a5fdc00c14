package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** Reads blocks of the log, each in one statement, so that a block never mixes rows of before and after a compaction. */
final class LogReader implements AutoCloseable {

    /** A document's rows may be of one keystroke each: a block then ends here rather than at its size. */
    private static final int ROWS_MAX = 4_096;

    /** Less than nearly all rows have: no more are looked at than may fit. */
    private static final int ROW_BYTES_MIN = 100;

    /**
     * The first row is the start, without its entries; then come the rows after it. Those that no longer fit are left in
     * the database, where the length of their entries, unpacked, is known without reading them.
     */
    private static final String SQL = """
            with newest as (
                select first_version, last_version from commit_log
                where document_id = ? and first_version <= ? order by first_version desc limit 2
            ), start as (
                select first_version from newest where last_version <= ? order by first_version desc limit 1
            ), run as (
                select first_version, last_version, hash, entries,
                    coalesce(entries_bytes, length(entries)) as bytes,
                    first_version = (select first_version from start) as is_start
                from commit_log
                where document_id = ? and first_version >= (select first_version from start)
                order by first_version limit ?
            ), measured as (
                select run.*, sum(case when is_start then 0 else bytes end) over (
                    order by first_version rows between unbounded preceding and 1 preceding) as bytes_before
                from run
            )
            select head.first_version as head_version, measured.first_version, last_version, hash,
                case when not is_start then entries end as entries
            from (select max(first_version) as first_version from commit_log where document_id = ?) head
            left join measured on coalesce(bytes_before, 0) = 0 or bytes_before < ?
            order by measured.first_version""";

    private final StoreCalls calls;

    /** @param readers most reads at a time; {@code connections} should have as many */
    LogReader(DataSource connections, int readers) {
        this.calls = new StoreCalls("cowrite-log-reader", connections, readers);
    }

    CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        if (afterVersion < 0) {
            throw new IllegalArgumentException("'afterVersion' is negative: " + afterVersion);
        }
        return calls.run("the log of document " + documentId + " cannot be read",
                connection -> read(documentId, afterVersion, bytesMax, connection));
    }

    /** Waits for the reads under way. */
    @Override
    public void close() {
        calls.close();
    }

    private static Optional<LogBlock> read(UUID documentId, long afterVersion, int bytesMax, Connection connection)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setObject(1, documentId);
            statement.setLong(2, afterVersion);
            statement.setLong(3, afterVersion);
            statement.setObject(4, documentId);
            statement.setInt(5, 1 + Math.min(ROWS_MAX, 1 + bytesMax / ROW_BYTES_MIN));
            statement.setObject(6, documentId);
            statement.setInt(7, bytesMax);
            try (ResultSet rows = statement.executeQuery()) {
                return block(rows, bytesMax);
            }
        }
    }

    private static Optional<LogBlock> block(ResultSet rows, int bytesMax) throws SQLException {
        rows.next();
        long headVersion = rows.getLong("head_version");
        if (rows.wasNull()) {
            return Optional.empty();
        }
        LogEnd start = new LogEnd(rows.getLong("first_version"), rows.getLong("last_version"), hash(rows));
        LogBlockBuilder block = new LogBlockBuilder(start, bytesMax);
        long lastRead = start.firstVersion();
        while (rows.next()) {
            if (!add(rows, block)) {
                break;
            }
            lastRead = rows.getLong("first_version");
        }
        return Optional.of(block.build(lastRead == headVersion));
    }

    /** A row that is damaged ends the block before it, so that all that is whole can be read; as the first, it fails. */
    private static boolean add(ResultSet rows, LogBlockBuilder block) throws SQLException {
        try {
            return block.add(new LogRow(
                    rows.getLong("first_version"),
                    rows.getLong("last_version"),
                    hash(rows),
                    RowForm.entries(rows.getBytes("entries"))));
        } catch (DamagedLogException e) {
            if (block.isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    private static Hash hash(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes("hash");
        if (hash == null) {
            throw new DamagedLogException("no row ends at or before the version asked after");
        }
        return Hash.of(hash);
    }
}
