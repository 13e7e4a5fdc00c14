package io.cowrite.journal;

import java.util.Optional;
import java.util.UUID;

/**
 * A snapshot in the form in which it is stored.
 *
 * @param hash of the log at its version
 */
public record StoredSnapshot(UUID documentId, long version, byte[] hash, byte[] content, byte[] replicas,
        long checksum) {

    public static StoredSnapshot of(Snapshot snapshot) {
        byte[] content = SnapshotForm.stored(snapshot.content());
        byte[] replicas = SnapshotForm.stored(snapshot.replicas());
        return new StoredSnapshot(snapshot.documentId(), snapshot.version(), snapshot.hash().bytes(), content, replicas,
                SnapshotForm.checksum(snapshot.version(), snapshot.hash(), content, replicas));
    }

    /** The same with one bit of its content turned round; {@code draw} says which. */
    public StoredSnapshot damaged(int draw) {
        byte[] other = content.clone();
        int bit = Math.floorMod(draw, 8 * other.length);
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return new StoredSnapshot(documentId, version, hash, other, replicas, checksum);
    }

    /** Empty if it is damaged. */
    public Optional<Snapshot> read() {
        try {
            return Optional.of(SnapshotForm.whole(documentId, version, hash, content, replicas, checksum));
        } catch (DamagedLogException e) {
            return Optional.empty();
        }
    }
}
