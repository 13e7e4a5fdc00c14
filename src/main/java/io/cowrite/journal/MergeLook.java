package io.cowrite.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks which rows of a document's log are old enough to be merged; not at their entries. One thread; blocks. */
final class MergeLook {

    /** Of a full run, of what is passed over before it, and one to see that it is full. */
    private static final int ROWS_ON = MergeRun.ENTRIES_MAX + 10;

    /** Only a log from before there were wide rows has more narrow ones than some twenty: its newest are found. */
    static final int ROWS_BACK = 1_000;

    /** The look back mostly ends after a few rows: no more are read than it needs. */
    private static final int ROWS_FETCHED = 32;

    private static final String NEWEST_PACKED = """
            select first_version from commit_log where document_id = ? and entries_bytes is not null
            order by first_version desc limit 1""";

    private static final String OLD = """
            with head as (
                select last_version - ? as version_max from commit_log
                where document_id = (
                    select id from document where id = ? and purged_at is null and quarantined_at is null)
                order by first_version desc limit 1
            )
            select first_version, last_version, coalesce(entries_bytes, length(entries) - 1) as bytes,
                entries_bytes is not null as packed
            from commit_log
            where document_id = ? and last_version <= (select version_max from head)
                and committed_at <= now() - ? * interval '1 ms'
            """;

    private static final String ON = OLD + """
                and first_version between ? and (select version_max from head)
            order by first_version limit ?""";

    private static final String BACK = OLD + """
                and first_version between 1 and least(?, (select version_max from head))
            order by first_version desc limit ?""";

    private final int newestKept;
    private final Duration olderThan;

    /**
     * @param newestKept rows with any of so many of the newest entries are not seen
     * @param olderThan nor are rows that are younger
     */
    MergeLook(int newestKept, Duration olderThan) {
        this.newestKept = Math.max(1, newestKept);
        this.olderThan = olderThan;
    }

    /** The first version of the newest packed row; 1 if there is none. */
    static long newestPacked(Connection connection, UUID documentId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST_PACKED)) {
            statement.setObject(1, documentId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 1;
            }
        }
    }

    /** The rows from version {@code from} on, in order, as many as a run may have. */
    List<MergeRun.Row> on(Connection connection, UUID documentId, long from) throws SQLException {
        List<MergeRun.Row> found = new ArrayList<>();
        try (PreparedStatement statement = statement(connection, ON, documentId, Math.max(1, from), ROWS_ON);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(row(rows));
            }
        }
        return found;
    }

    /** The narrow rows that end with the one at {@code newest}, in order; fewer after the first other row met. */
    List<MergeRun.Row> narrow(Connection connection, UUID documentId, long newest) throws SQLException {
        List<MergeRun.Row> found = new ArrayList<>();
        try (PreparedStatement statement = statement(connection, BACK, documentId, newest, ROWS_BACK)) {
            statement.setFetchSize(ROWS_FETCHED);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && row(rows).isNarrow()) {
                    found.add(row(rows));
                }
            }
        }
        return found.reversed();
    }

    private PreparedStatement statement(Connection connection, String sql, UUID documentId, long version, int rowsMax)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setInt(1, newestKept);
        statement.setObject(2, documentId);
        statement.setObject(3, documentId);
        statement.setLong(4, olderThan.toMillis());
        statement.setLong(5, version);
        statement.setInt(6, rowsMax);
        return statement;
    }

    private static MergeRun.Row row(ResultSet rows) throws SQLException {
        return new MergeRun.Row(rows.getLong("first_version"), rows.getLong("last_version"), rows.getInt("bytes"),
                rows.getBoolean("packed"));
    }
}
