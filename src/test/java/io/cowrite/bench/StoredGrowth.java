package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** More and more documents that exist and that nobody has open, all of one user, who has them all in their list. */
final class StoredGrowth implements GrowthDimension {

    private static final int TRIES = 50;

    /** The record, a line of its owner's list and the row of version 0, as the service writes them for an empty document. */
    private static final List<String> STORED = List.of("""
            create temporary table made as
            select uuidv7() as id, now() - n * interval '1 minute' as at, t.type, t.owner_id, t.general_access,
                t.access_version, 'Growth ' || n as title
            from generate_series(%d, %d) n, (select * from document where id = '%s') t""", """
            insert into document
                (id, title, type, owner_id, general_access, access_version, created_at, updated_at)
            select id, title, type, owner_id, general_access, access_version, at, at from made""", """
            insert into visit (user_id, document_id, opened_at) select owner_id, id, at from made""", """
            insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
            select id, 0, 0, at,
                sha256(convert_to('{"documentId":"' || id || '","documentType":"' || type || '"}', 'UTF8')), '\\x00'
            from made""",
            "drop table made", "vacuum analyze");

    @Override
    public GrowthTable table() {
        return new GrowthTable("More and more documents that are stored", "documents stored, all of one user",
                List.of(new GrowthTable.Quantity("start, to ready", "s"),
                        new GrowthTable.Quantity("one opened and joined", "ms"),
                        new GrowthTable.Quantity("one made over REST", "ms"),
                        new GrowthTable.Quantity("list, first 50", "ms"),
                        new GrowthTable.Quantity("list, searched in vain", "ms")),
                List.of());
    }

    @Override
    public String sizes() {
        return "0,1000,10000,100000";
    }

    @Override
    public List<GrowthTable.Row> measure(Options options, List<Long> sizes) throws Exception {
        List<GrowthTable.Row> rows = new ArrayList<>();
        try (RunningService service = RunningService.start(options);
                CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            UUID pattern = owner.createDocument("Growth", DocumentType.TEXT, "");
            medianMillis(2 * TRIES, () -> create(owner)); // There must be something to open.
            long stored = 0;
            for (long size : sizes) {
                try (Connection database = service.database()) {
                    store(database, pattern, stored + 1, size);
                }
                stored = size;
                rows.add(row(service, owner, size, options.number("starts", 3)));
            }
        }
        return rows;
    }

    /** Documents of the owner and with the rights of {@code pattern}, numbered: the smallest was made last. */
    static void store(Connection database, UUID pattern, long from, long to) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String sql : STORED) {
                statement.execute(sql.formatted(from, to, pattern));
            }
        }
    }

    private static GrowthTable.Row row(RunningService service, CowriteClient owner, long size, int starts)
            throws Exception {
        double start = medianMillis(starts, () -> start(service)) / 1e3;
        List<UUID> some = some(service, 2 * TRIES);
        String cookie = PlainSocket.guest(service.address());
        TimedJoin.medianMillis(service.address(), some.subList(some.size() / 2, some.size()), cookie);
        double join = TimedJoin.medianMillis(service.address(), some.subList(0, some.size() / 2), cookie);
        medianMillis(TRIES, () -> create(owner)); // The JVM has just started.
        double create = medianMillis(TRIES, () -> create(owner));
        medianMillis(TRIES, () -> list(service, owner, ""));
        double list = medianMillis(TRIES, () -> list(service, owner, ""));
        double search = medianMillis(TRIES, () -> list(service, owner, "&query=nowhere"));
        Figures.say("  %d stored: start %.2f s, joined %.2f ms, made %.2f, listed %.2f, searched %.2f; %s", size, start,
                join, create, list, search, Figures.load());
        return new GrowthTable.Row(size, List.of(start, join, create, list, search));
    }

    private static double medianMillis(int tries, Callable<Long> work) throws Exception {
        long[] nanos = new long[tries];
        for (int i = 0; i < tries; i++) {
            nanos[i] = work.call();
        }
        return Figures.of(nanos).millis(0.5);
    }

    private static long start(RunningService service) throws IOException, InterruptedException {
        service.stop();
        long start = System.nanoTime();
        service.startAgain();
        return System.nanoTime() - start;
    }

    private static long create(CowriteClient owner) throws IOException, InterruptedException {
        long start = System.nanoTime();
        owner.createDocument("Growth", DocumentType.TEXT, "x");
        return System.nanoTime() - start;
    }

    private static long list(RunningService service, CowriteClient owner, String query) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) service.address()
                .resolve("/api/v1/documents?limit=50" + query).toURL().openConnection();
        connection.setRequestProperty("Cookie", "cowrite_guest=" + owner.cookies().get("cowrite_guest"));
        long start = System.nanoTime();
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
        return System.nanoTime() - start;
    }

    private static List<UUID> some(RunningService service, int count) throws IOException, SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection database = service.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id from document order by random() limit " + count)) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
