package io.cowrite.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The one statement that writes the log. Prepared once for a connection; one thread. */
final class AppendStatement {

    /**
     * The row that is followed is locked so that compaction cannot merge it away meanwhile. One that somebody else holds
     * is passed over rather than waited for: its append adds nothing and is made again, the others of its group are not
     * kept. Rows are locked and inserted in the order of their documents: two nodes in different orders would deadlock.
     */
    private static final String SQL = """
            insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
            select batch.document_id, batch.first_version, batch.last_version, now(), batch.hash, batch.entries
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as batch (document_id, follows_first_version, follows_hash,
                access_version, first_version, last_version, hash, entries)
            join commit_log followed
                on followed.document_id = batch.document_id
                and followed.first_version = batch.follows_first_version
                and followed.last_version = batch.first_version - 1
                and followed.hash = batch.follows_hash
            join document
                on document.id = batch.document_id
                and document.access_version = batch.access_version
                and document.purged_at is null
            order by batch.document_id
            for share of followed skip locked
            on conflict do nothing
            returning document_id""";

    record Reply(Set<UUID> appended, @Nullable SQLWarning warning) {}

    private final Connection connection;
    private final PreparedStatement statement;

    AppendStatement(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(SQL);
    }

    /**
     * Executes the statement; when this returns, it has committed.
     *
     * @param appends at most one for each document
     * @return the documents that have a new row, and what the server said beside
     */
    Reply execute(List<Append> appends) throws SQLException {
        statement.clearWarnings();
        bind(1, "uuid", appends, UUID[]::new, Append::documentId);
        bind(2, "bigint", appends, Long[]::new, append -> append.follows().firstVersion());
        bind(3, "bytea", appends, byte[][]::new, append -> append.follows().hash().bytes());
        bind(4, "bigint", appends, Long[]::new, Append::accessVersion);
        bind(5, "bigint", appends, Long[]::new, Append::firstVersion);
        bind(6, "bigint", appends, Long[]::new, Append::lastVersion);
        bind(7, "bytea", appends, byte[][]::new, append -> append.hash().bytes());
        bind(8, "bytea", appends, byte[][]::new, append -> RowForm.plain(append.entries()));
        Set<UUID> appended = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                appended.add(rows.getObject(1, UUID.class));
            }
        }
        return new Reply(appended, statement.getWarnings());
    }

    private <T> void bind(
            int place, String type, List<Append> appends, IntFunction<T[]> array,
            Function<Append, T> field)
            throws SQLException {
        Array values = connection.createArrayOf(type, appends.stream().map(field).toArray(array));
        statement.setArray(place, values);
    }
}
