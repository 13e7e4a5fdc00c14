package io.cowrite.proof;

import io.cowrite.journal.DamagedLogException;
import io.cowrite.journal.LogScan;
import io.cowrite.protocol.DocumentType;
import io.cowrite.room.DocumentProof;
import io.cowrite.room.Finding;
import io.cowrite.room.RoomSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Proves documents one after the other on a connection that does not commit by itself. A document is proven as it was at
 * one moment if the connection's transactions are repeatable reads; nothing is locked, and nobody waits. One thread.
 */
public final class StoreProof {

    private static final int DOCUMENTS_A_PAGE = 1_000;

    /** Before any id that is in use. */
    private static final UUID FIRST = new UUID(0, 0);

    private static final String ONE = "select type, now() from document where id = ? and purged_at is null";

    private static final String PAGE = """
            select id from document where id > ? and purged_at is null order by id limit ?""";

    /**
     * A document, proven.
     *
     * @param at the moment that was proven, by the database's clock
     * @param entries how many of its log are proven
     * @param findings what is wrong with it
     */
    public record Proven(UUID documentId, Instant at, long entries, List<Finding> findings) {}

    /** Takes what was found, document after document. */
    public interface Each {
        void proven(Proven document) throws SQLException;
    }

    /** What was found in all. */
    public record Total(long documents, long entries, List<Finding> findings) {

        static final Total NOTHING = new Total(0, 0, List.of());

        Total with(Proven document) {
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(document.findings());
            return new Total(documents + 1, entries + document.entries(), List.copyOf(all));
        }

        /** What was found, in words. */
        public String sentences(String between) {
            return findings.stream().map(Finding::toString).collect(Collectors.joining(between));
        }
    }

    private final Connection connection;
    private final int replicasMax;

    public StoreProof(Connection connection) {
        this.connection = connection;
        this.replicasMax = RoomSettings.DEFAULTS.replicas();
    }

    /** All documents of a database in use, each as it was at one moment, on a connection that is nobody else's. */
    public static Total ofLive(Connection connection) throws SQLException {
        begin(connection);
        Total[] total = {Total.NOTHING};
        new StoreProof(connection).all(document -> {
            connection.commit();
            total[0] = total[0].with(document);
        });
        return total[0];
    }

    /** Makes each transaction of {@code connection} see one moment, and write nothing. */
    static void begin(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    /** All documents, in one transaction. */
    public Total all() throws SQLException {
        Total[] total = {Total.NOTHING};
        all(document -> total[0] = total[0].with(document));
        return total[0];
    }

    /** All documents; {@code each} may commit, so that no transaction lasts longer than a document's proof. */
    public void all(Each each) throws SQLException {
        List<UUID> page = page(FIRST);
        while (!page.isEmpty()) {
            for (UUID document : page) {
                Optional<Proven> proven = of(document); // It may have been purged meanwhile.
                if (proven.isPresent()) {
                    each.proven(proven.get());
                }
            }
            page = page(page.getLast());
        }
    }

    /** Empty if there is no such document, or it is purged. */
    public Optional<Proven> of(UUID documentId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, documentId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(prove(documentId, type(row.getString(1)), row.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private Proven prove(UUID documentId, DocumentType type, Instant at) throws SQLException {
        DocumentProof proof = new DocumentProof(documentId, type, replicasMax, snapshots(documentId));
        try {
            LogScan.rows(connection, documentId, proof::row);
        } catch (DamagedLogException e) {
            proof.unreadable(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            goOnIfDamage(e);
            proof.unreadable(String.valueOf(e.getMessage()));
        }
        return new Proven(documentId, at, proof.version(), proof.end());
    }

    /** None if they cannot be read: a room passes them over, too. */
    private List<LogScan.StoredSnapshot> snapshots(UUID documentId) throws SQLException {
        try {
            return LogScan.snapshots(connection, documentId);
        } catch (SQLException e) {
            goOnIfDamage(e);
            return List.of();
        }
    }

    /** A statement that failed has ended the transaction; the rest is of the next one. */
    private void goOnIfDamage(SQLException failure) throws SQLException {
        if (!DamagedLogException.isDamage(failure)) {
            throw failure;
        }
        connection.rollback();
    }

    private List<UUID> page(UUID after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, after);
            statement.setInt(2, DOCUMENTS_A_PAGE);
            List<UUID> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    /** A name that is no type's gives a beginning that no log has. */
    private static DocumentType type(String name) {
        DocumentType type = DocumentType.ofWireName(name);
        return type == null ? DocumentType.TEXT : type;
    }
}
