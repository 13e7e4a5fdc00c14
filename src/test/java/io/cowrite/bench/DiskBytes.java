package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.UUID;

/**
 * How many bytes a keystroke takes on disk, as a row each, and after compaction, which the service does by itself. The log is
 * written straight into its table, a day old; five keystrokes a second on average.
 *
 * <p>Arguments: {@code trace=<file>}, {@code keystrokes=<at most>}, {@code chunk=<keystrokes between two compactions, all>},
 * {@code jar=<built jar>}.
 */
final class DiskBytes {

    private static final String SOON = "cowrite.compaction.every=200ms,cowrite.compaction.sweep-every=200ms";

    /** The tail, and fewer than are merged at once. */
    private static final int PLAIN_MAX = 2_000 + 200;

    private static final String USER = "0198c0de-7000-7000-8000-0123456789ab";
    private static final String CLIENT = "kQ3v-a8Zt_7bN0pWxYz1Q2";
    private static final double MEDIAN_MILLIS = 160;
    private static final double SPREAD = 0.67;

    private final Connection database;
    private final Trace trace;
    private final UUID documentId;
    private final Random random = new Random(1);
    private Hash hash;
    private long at = 1_790_000_000_000L;

    private DiskBytes(Connection database, Trace trace, UUID documentId) {
        this.database = database;
        this.trace = trace;
        this.documentId = documentId;
        this.hash = HashChain.start(documentId, DocumentType.TEXT);
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments).or("set", SOON);
        Trace trace = Trace.read(options.path("trace")).first(options.number("keystrokes", Integer.MAX_VALUE));
        int size = trace.patches().size();
        try (RunningService service = RunningService.start(options);
                CowriteClient owner = new CowriteClient(service.address());
                Connection database = service.database()) {
            owner.me();
            UUID documentId = owner.createDocument("Trace", DocumentType.TEXT, "");
            DiskBytes bench = new DiskBytes(database, trace, documentId);
            Figures.say("%d keystrokes, %s", size, Figures.load());
            bench.run(Math.min(size, options.number("chunk", size)));
            bench.say("after REINDEX", size, "reindex index concurrently commit_log_pkey");
            bench.say("after VACUUM FULL", size, "vacuum full commit_log");
            LogFold log = LogFold.of(database, documentId);
            if (log.version() != size || !log.text().equals(trace.end())) {
                throw new IllegalStateException("the log leads to another text");
            }
            Figures.say("log: versions 1 to %d without gap, hashes chain, %d rows, entries %.1f bytes each", size,
                    log.commits(), (double) log.entryBytes() / size);
        }
    }

    private void run(int chunk) throws Exception {
        int size = trace.patches().size();
        for (int from = 0; from < size; from += chunk) {
            int to = Math.min(size, from + chunk);
            type(from, to);
            if (from == 0) {
                say("a row a keystroke", to, "vacuum analyze commit_log");
            }
            long begun = System.nanoTime();
            awaitCompaction();
            if (to == size) {
                Figures.say("the last compaction took %.1f s; %s", (System.nanoTime() - begun) / 1e9, Figures.load());
                say("after compaction", size, "select 1");
            }
            execute("vacuum commit_log");
        }
        say("after VACUUM", size, "select 1");
    }

    private void type(int from, int to) throws SQLException {
        database.setAutoCommit(false);
        try (PreparedStatement insert = database.prepareStatement("""
                insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                values (?, ?, ?, now() - interval '1 day', ?, ?)""")) {
            for (int i = from; i < to; i++) {
                at += Math.round(MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian()));
                byte[] entry = EntryCodec.encode(
                        new Entry(at, CLIENT, trace.patches().get(i).operation(), null, i + 1, USER));
                hash = HashChain.next(hash, entry);
                byte[] row = new byte[1 + entry.length];
                System.arraycopy(entry, 0, row, 1, entry.length);
                insert.setObject(1, documentId);
                insert.setLong(2, i + 1);
                insert.setLong(3, i + 1);
                insert.setBytes(4, hash.bytes());
                insert.setBytes(5, row);
                insert.addBatch();
                if (i % 1_000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        database.commit();
        database.setAutoCommit(true);
    }

    /** Until the tail is short, and no rows were merged for longer than the service pauses between two looks. */
    private void awaitCompaction() throws Exception {
        long before = Long.MAX_VALUE;
        long rows = one("select count(*) from commit_log");
        while (rows < before || one("select count(*) from commit_log where entries_bytes is null") > PLAIN_MAX) {
            Thread.sleep(500);
            before = rows;
            rows = one("select count(*) from commit_log");
        }
    }

    private void say(String when, int keystrokes, String sql) throws SQLException {
        execute(sql);
        Figures.say("%s: %.1f bytes a keystroke, of it table %.1f, index %.1f; %d rows", when,
                (double) one("select pg_total_relation_size('commit_log')") / keystrokes,
                (double) one("select pg_table_size('commit_log')") / keystrokes,
                (double) one("select pg_indexes_size('commit_log')") / keystrokes,
                one("select count(*) from commit_log"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private long one(String sql) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
