package io.cowrite.journal;

import io.cowrite.observability.CrashPoint;
import io.cowrite.observability.JournalMeter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest snapshots of each document, and gives back those that are whole. Any thread may call. */
final class SnapshotStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    /** One to load from, and one before it for when that is damaged. */
    private static final int KEPT = 2;

    /** Only for a log that has a row that ends there, with that hash, and is not purged. */
    private static final String KEEP = """
            insert into snapshot (document_id, version, hash, content, replicas, checksum)
            select document.id, last_version, hash, ?, ?, ?
            from document join commit_log on document_id = document.id
            where document.id = ? and purged_at is null and last_version = ? and hash = ? and first_version = (
                select max(first_version) from commit_log where document_id = ? and first_version <= ?)
            on conflict (document_id, version) do update set
                hash = excluded.hash, content = excluded.content, replicas = excluded.replicas,
                checksum = excluded.checksum""";

    private static final String FORGET = """
            delete from snapshot where document_id = ? and version < (
                select version from snapshot where document_id = ? order by version desc offset ? limit 1)""";

    private static final String NEWEST = """
            select version, hash, content, replicas, checksum from snapshot
            where document_id = ? and version <= ? order by version desc limit 1""";

    private final StoreCalls calls;
    private final JournalMeter meter;

    /** @param atATimeMax {@code connections} should have as many */
    SnapshotStore(DataSource connections, int atATimeMax, JournalMeter meter) {
        this.meter = meter;
        this.calls = new StoreCalls("cowrite-snapshots", connections, atATimeMax);
    }

    CompletionStage<Boolean> keep(Snapshot snapshot) {
        return calls.run("a snapshot of document " + snapshot.documentId() + " cannot be kept",
                connection -> keep(snapshot, connection));
    }

    CompletionStage<Optional<Snapshot>> newest(UUID documentId, long versionMax) {
        return calls.run("the snapshots of document " + documentId + " cannot be read",
                connection -> newest(documentId, versionMax, connection));
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        calls.close();
    }

    private static boolean keep(Snapshot snapshot, Connection connection) throws SQLException {
        if (!insert(snapshot, connection)) {
            return false;
        }
        CrashPoint.SNAPSHOT_WRITTEN.reach();
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, snapshot.documentId());
            forget.setObject(2, snapshot.documentId());
            forget.setInt(3, KEPT - 1);
            forget.executeUpdate();
        }
        CrashPoint.SNAPSHOT_OLDER_DELETED.reach();
        return true;
    }

    private static boolean insert(Snapshot snapshot, Connection connection) throws SQLException {
        byte[] content = SnapshotForm.stored(snapshot.content());
        byte[] replicas = SnapshotForm.stored(snapshot.replicas());
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setBytes(1, content);
            keep.setBytes(2, replicas);
            keep.setLong(3, SnapshotForm.checksum(snapshot.version(), snapshot.hash(), content, replicas));
            keep.setObject(4, snapshot.documentId());
            keep.setLong(5, snapshot.version());
            keep.setBytes(6, snapshot.hash().bytes());
            keep.setObject(7, snapshot.documentId());
            keep.setLong(8, snapshot.version());
            return keep.executeUpdate() == 1;
        }
    }

    private Optional<Snapshot> newest(UUID documentId, long versionMax, Connection connection)
            throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
            newest.setObject(1, documentId);
            for (long version = versionMax; version >= 0;) {
                newest.setLong(2, version);
                try (ResultSet row = newest.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    Optional<Snapshot> found = whole(documentId, row);
                    if (found.isPresent()) {
                        return found;
                    }
                    version = row.getLong("version") - 1;
                }
            }
            return Optional.empty();
        }
    }

    private Optional<Snapshot> whole(UUID documentId, ResultSet row) throws SQLException {
        long version = row.getLong("version");
        try {
            return Optional.of(SnapshotForm.whole(documentId, version, row.getBytes("hash"), row.getBytes("content"),
                    row.getBytes("replicas"), row.getLong("checksum")));
        } catch (DamagedLogException e) {
            meter.snapshotDamaged();
            LOG.warn("The snapshot of document {} at version {} is damaged and passed over: {}", documentId, version,
                    e.getMessage());
            return Optional.empty();
        }
    }
}
