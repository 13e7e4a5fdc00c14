package io.cowrite.room;

import io.cowrite.journal.LogScan.StoredSnapshot;
import io.cowrite.journal.Snapshot;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Limits;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** [J13] Snapshots as rooms make them, against the log. */
class DocumentProofTests {

    private static final int EVERY = 10;

    /** Three replicas are remembered, and four write. */
    private static final RoomSettings SETTINGS = new RoomSettings(
            new Limits(1_000, 4, 1_000, 200), 4, 10_000, 3, 100_000, 400, 10, 3, 300, 4, 60_000, 10_000, 20)
            .with(new RoomSettings.Upkeep(100, 10, EVERY, 1_000_000));

    private final RoomWorld world = new RoomWorld(SETTINGS, 1);

    @BeforeEach
    void write() {
        List<TestSession> people = List.of(world.join("ann"), world.join("ben"), world.join("cid"), world.join("dan"));
        for (int i = 1; i <= EVERY; i++) {
            for (TestSession each : people) {
                each.write(i, "x", 0);
            }
        }
    }

    @Test
    @DisplayName("snapshots that rooms made are what the log leads to, last sequences that were forgotten included")
    void whatRoomsMakeIsRight() {
        assertThat(world.log.snapshots(world.documentId)).isNotEmpty();
        assertThat(findings(snapshot -> snapshot)).isEmpty();
    }

    @Test
    @DisplayName("other last sequences are found")
    void otherLastSequencesAreFound() {
        assertThat(findings(snapshot -> new Snapshot(snapshot.documentId(), snapshot.version(), snapshot.hash(),
                snapshot.content(), new byte[Integer.BYTES])))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.WRONG_SNAPSHOT));
    }

    @Test
    @DisplayName("a snapshot of another history is found")
    void anotherHistoryIsFound() {
        assertThat(findings(snapshot -> new Snapshot(snapshot.documentId(), snapshot.version() - 1, snapshot.hash(),
                snapshot.content(), snapshot.replicas())))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.WRONG_SNAPSHOT));
    }

    private List<Finding> findings(UnaryOperator<Snapshot> changed) {
        List<StoredSnapshot> snapshots = world.log.snapshots(world.documentId).values().stream()
                .map(changed).map(snapshot -> new StoredSnapshot(snapshot.version(), snapshot)).toList();
        DocumentProof proof = new DocumentProof(world.documentId, DocumentType.TEXT, SETTINGS.replicas(), snapshots);
        world.log.rows(world.documentId).forEach(proof::row);
        return proof.end();
    }
}
