package io.cowrite.nemesis;

import io.cowrite.bench.PlainSocket;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.TappedConnections;
import io.cowrite.journal.StoredEntries;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** One document with all who write in it, and the judgement of what they sent and saw. */
final class Paper implements AutoCloseable {

    private final UUID id;
    private final Gate gate;
    private final boolean logMayGoBack;
    private final Path file;
    private final History history;
    private final List<BareWriter> bare = new ArrayList<>();
    private final List<RealWriter> real = new ArrayList<>();
    private final TappedConnections clients = new TappedConnections();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Paper(UUID id, Gate gate, Path file, boolean logMayGoBack) throws IOException {
        this.id = id;
        this.logMayGoBack = logMayGoBack;
        this.gate = gate;
        this.file = file;
        this.history = new History(file);
    }

    /** Makes a document in which everybody begins to write at once. */
    static Paper begin(List<URI> services, Path file, int bareWriters, int realWriters, Random random)
            throws IOException, InterruptedException {
        return begin(services, file, bareWriters, realWriters, random, false);
    }

    /** The same, with what must hold if acknowledged entries may be lost from the log while their authors are there. */
    static Paper begin(
            List<URI> services, Path file, int bareWriters, int realWriters, Random random, boolean logMayGoBack)
            throws IOException, InterruptedException {
        URI service = services.getFirst();
        UUID id;
        try (CowriteClient owner = new CowriteClient(service)) {
            owner.me();
            id = owner.createDocument("Nemesis", DocumentType.TEXT, "😀\n");
        }
        List<String> guests = List.of(PlainSocket.guest(service), PlainSocket.guest(service));
        Paper paper = new Paper(id, new Gate(services), file, logMayGoBack);
        for (int i = 0; i < bareWriters; i++) {
            paper.bare.add(new BareWriter("b" + i, id, guests.get(i % 2), paper.gate, paper.history, random.nextLong(),
                    i / 2));
        }
        for (int i = 0; i < realWriters; i++) {
            paper.real.add(new RealWriter(paper.clients, "r" + i, id, guests.get(i % 2), paper.gate, paper.history,
                    random.nextLong(), i / 2, logMayGoBack));
        }
        paper.bare.forEach(paper.threads::execute);
        paper.real.forEach(paper.threads::execute);
        return paper;
    }

    List<RealWriter> realWriters() {
        return real;
    }

    History history() {
        return history;
    }

    void stopWriting() {
        gate.stopWriting();
    }

    /** Everybody goes to the first service, which alone then knows all. */
    void gather() {
        gate.gather();
        bare.forEach(BareWriter::disconnect);
        real.forEach(RealWriter::disconnect);
    }

    boolean isSettled() {
        return bare.stream().allMatch(BareWriter::isSettled) && real.stream().allMatch(RealWriter::isSettled);
    }

    /** Whether everybody is settled and has the whole log. */
    boolean isAtHead(DataSource database) throws SQLException {
        long head = head(database);
        return isSettled() && bare.stream().allMatch(writer -> writer.version() == head)
                && real.stream().allMatch(writer -> writer.version() == head);
    }

    private long head(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select max(last_version) from commit_log where document_id = ?")) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Ends everybody, and judges; what is wrong. */
    List<String> judge(DataSource database, boolean settled, Tally tally)
            throws IOException, SQLException, InterruptedException {
        if (settled) {
            real.forEach(RealWriter::showCopy);
        }
        end();
        Checker checker = new Checker(id, logMayGoBack);
        History.read(file, checker);
        rows(database, checker);
        List<String> complaints = checker.end(settled);
        tally.add("entries", checker.version());
        tally.add("acknowledged", history.accepted());
        tally.add("refused", history.refusals());
        if (complaints.isEmpty()) {
            Files.delete(file);
        }
        return complaints;
    }

    private void rows(DataSource database, Checker checker) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select first_version, last_version, hash, entries from commit_log
                        where document_id = ? order by first_version""")) {
            connection.setAutoCommit(false); // Else the driver would fetch everything at once.
            statement.setFetchSize(1_000);
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    checker.row(row.getLong(1), row.getLong(2), row.getBytes(3),
                            StoredEntries.plain(row.getBytes(4)));
                }
            }
        }
    }

    private void end() throws IOException {
        gate.close();
        bare.forEach(BareWriter::disconnect);
        real.forEach(RealWriter::close);
        threads.shutdownNow();
        threads.close();
        clients.close();
        history.close();
    }

    @Override
    public void close() throws IOException {
        end();
    }

    @Override
    public String toString() {
        return id + ": " + bare.stream().filter(writer -> !writer.isSettled()).count() + " bare writers and "
                + real.stream().filter(writer -> !writer.isSettled()).toList() + " are not settled";
    }
}
