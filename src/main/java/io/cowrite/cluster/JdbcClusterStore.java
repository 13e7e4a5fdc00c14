package io.cowrite.cluster;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.room.PolledHead;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** The register of nodes and the heads of logs in PostgreSQL. */
final class JdbcClusterStore implements ClusterStore {

    /** A database that is silent for so long cannot be asked. */
    private static final int SILENCE_MILLIS = 5_000;

    /** Of the cluster, of its timeline, of the database in it: a copy that was made of it has another. */
    private static final String TIMELINE = """
            (select system_identifier from pg_control_system()) || '/'
                || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/'
                || (select oid from pg_database where datname = current_database())""";

    private static final String BEAT = """
            with swept as (
                delete from node where id in (
                    select id from node where id <> ? and seen_at < now() - make_interval(secs => ?)
                    for update skip locked)
            ), self as (
                insert into node (id, seen_at) values (?, now())
                on conflict (id) do update set seen_at = excluded.seen_at
            )
            select count(*) as others, %s as timeline from node
            where id <> ? and seen_at >= now() - make_interval(secs => ?)""".formatted(TIMELINE);

    private static final String HEADS = """
            select wanted.id, log.last_version, log.hash, document.access_version, (select %s) as timeline
            from unnest(?) as wanted (id)
            left join document on document.id = wanted.id and document.purged_at is null
            left join lateral (
                select last_version, hash from commit_log where document_id = wanted.id
                order by first_version desc limit 1
            ) log on true""".formatted(TIMELINE);

    private static final double MILLIS_A_SECOND = 1_000;

    private final DataSource connections;
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cowrite-cluster-", 0).factory());

    JdbcClusterStore(DataSource connections) {
        this.connections = connections;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }

    @Override
    public CompletionStage<Beat> beat(UUID node, Duration goneAfter) {
        double seconds = goneAfter.toMillis() / MILLIS_A_SECOND;
        return ask(BEAT, statement -> {
            statement.setObject(1, node);
            statement.setDouble(2, seconds);
            statement.setObject(3, node);
            statement.setObject(4, node);
            statement.setDouble(5, seconds);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Beat(row.getInt("others"), row.getString("timeline"));
            }
        });
    }

    @Override
    public CompletionStage<Heads> heads(Collection<UUID> documents) {
        return ask(HEADS, statement -> {
            Array ids = statement.getConnection().createArrayOf("uuid", documents.toArray());
            statement.setArray(1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                return heads(rows);
            }
        });
    }

    private static Heads heads(ResultSet rows) throws SQLException {
        Map<UUID, PolledHead> heads = new HashMap<>();
        String timeline = "";
        while (rows.next()) {
            timeline = rows.getString("timeline");
            byte[] hash = rows.getBytes("hash");
            long accessVersion = rows.getLong("access_version");
            if (!rows.wasNull() && hash != null) {
                Point end = new Point(rows.getLong("last_version"), Hash.of(hash));
                heads.put(rows.getObject("id", UUID.class), new PolledHead(end, accessVersion));
            }
        }
        return new Heads(heads, timeline);
    }

    @Override
    public CompletionStage<Boolean> leave(UUID node) {
        return ask("delete from node where id = ?", statement -> {
            statement.setObject(1, node);
            return statement.executeUpdate() > 0;
        });
    }

    private <T> CompletionStage<T> ask(String sql, Question<T> question) {
        return CompletableFuture.supplyAsync(() -> {
            try (Connection connection = connections.getConnection()) {
                connection.setNetworkTimeout(threads, SILENCE_MILLIS);
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    return question.ask(statement);
                }
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        }, threads);
    }
}
