package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.journal.StoredEntries;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How long REST takes for the content of a long document at versions old and new, and a first join to load it, with and
 * without snapshots. The log is written straight into its table.
 *
 * <p>Arguments: {@code trace=<file>}, {@code row=<entries of a row, 1>}, {@code packed=<whether as compaction does it,
 * false>}, {@code runs=3}, {@code jar=<built jar>}, {@code jvm=<an option of the service's JVM>}.
 */
final class OldVersions {

    private static final int STEPS = 4;
    private static final int ROWS_A_BATCH = 1_000;

    private final RunningService service;
    private final Trace trace;
    private final int runs;
    private final UUID documentId;
    private final String cookie;

    private OldVersions(RunningService service, Trace trace, int runs, UUID documentId) throws Exception {
        this.service = service;
        this.trace = trace;
        this.runs = runs;
        this.documentId = documentId;
        this.cookie = PlainSocket.guest(service.address());
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Trace trace = Trace.read(options.path("trace"));
        try (RunningService service = RunningService.start(options);
                CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            UUID documentId = owner.createDocument("Trace", DocumentType.TEXT, "");
            OldVersions bench = new OldVersions(service, trace, options.number("runs", 3), documentId);
            bench.write(options.number("row", 1), Boolean.parseBoolean(options.text("packed", "false")));
            Figures.say("%d entries, %d units at the end, %s", trace.patches().size(), trace.end().length(),
                    Figures.load());
            bench.measure("without snapshots");
            bench.join("the first join, which folds the whole log");
            bench.awaitSnapshot();
            service.killAndStart();
            bench.join("a join to a document that is not open, with a snapshot");
            bench.measure("with snapshots");
        }
    }

    private void write(int entriesARow, boolean packed) throws Exception {
        try (Connection database = service.database()) {
            database.setAutoCommit(false);
            try (PreparedStatement insert = database.prepareStatement("""
                    insert into commit_log
                        (document_id, first_version, last_version, committed_at, hash, entries, entries_bytes)
                    values (?, ?, ?, now(), ?, ?, ?)""")) {
                Hash hash = HashChain.start(documentId, DocumentType.TEXT);
                int size = trace.patches().size();
                for (int from = 0; from < size; from += entriesARow) {
                    int to = Math.min(size, from + entriesARow);
                    List<byte[]> entries = new ArrayList<>();
                    for (int i = from; i < to; i++) {
                        byte[] entry = EntryCodec
                                .encode(new Entry(1, "writer", trace.patches().get(i).operation(), null,
                                        i + 1, "00000000-0000-7000-8000-000000000000"));
                        hash = HashChain.next(hash, entry);
                        entries.add(entry);
                    }
                    insert.setObject(1, documentId);
                    insert.setLong(2, from + 1);
                    insert.setLong(3, to);
                    insert.setBytes(4, hash.bytes());
                    byte[] joined = joined(entries);
                    insert.setBytes(5, packed ? StoredEntries.packed(entries) : joined);
                    insert.setObject(6, packed ? joined.length - 1 : null, Types.INTEGER);
                    insert.addBatch();
                    if (from / entriesARow % ROWS_A_BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            database.commit();
        }
    }

    private static byte[] joined(List<byte[]> entries) {
        byte[] row = new byte[1 + entries.stream().mapToInt(entry -> entry.length).sum()];
        int at = 1;
        for (byte[] entry : entries) {
            System.arraycopy(entry, 0, row, at, entry.length);
            at += entry.length;
        }
        return row;
    }

    private void measure(String what) throws Exception {
        int size = trace.patches().size();
        for (int step = 0; step <= STEPS; step++) {
            int version = (int) ((long) size * step / STEPS);
            String expected = trace.first(version).end();
            long[] nanos = new long[runs];
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                String text = content(version);
                nanos[run] = System.nanoTime() - start;
                if (!text.equals(expected)) {
                    throw new IllegalStateException("version " + version + " is another text");
                }
            }
            Figures.say("%s, version %d: %s; %s", what, version, Figures.of(nanos), Figures.load());
        }
    }

    private String content(int version) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) service.address()
                .resolve("/api/v1/documents/" + documentId + "/content?version=" + version).toURL().openConnection();
        connection.setRequestProperty("Cookie", cookie);
        connection.setRequestProperty("Accept", "text/plain");
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void join(String what) throws Exception {
        long start = System.nanoTime();
        try (PlainSocket socket = PlainSocket.open(service.address(), documentId, cookie, "joiner")) {
            ServerMessage.Welcome welcome = (ServerMessage.Welcome) ServerCodec.decode(socket.receive());
            for (int part = 0; part < welcome.contentParts(); part++) {
                socket.receive();
            }
            Figures.say("%s: %.1f ms, %d bytes; %s", what, (System.nanoTime() - start) / 1e6, socket.bytesReceived(),
                    Figures.load());
        }
    }

    private void awaitSnapshot() throws Exception {
        try (Connection database = service.database(); Statement statement = database.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery("select version, length(content) from snapshot")) {
                    if (row.next()) {
                        Figures.say("snapshot at version %d, content of %d bytes", row.getLong(1), row.getLong(2));
                        return;
                    }
                }
                Thread.sleep(10);
            }
        }
    }
}
