package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.observability.CrashPoint;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** The service dies at every step of a snapshot and of a purge. {@code -Dseed=} repeats a case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SnapshotCrashTests {

    private static final int NTH_MAX = 4;

    private final TestPostgres.Database database = TestPostgres.migrated();
    private final DataSource connections = database.dataSource();
    private final Service service = Service.on(
            database, "--cowrite.snapshots.entries=10", "--cowrite.purge.erase-after=500ms");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        if (!service.isUp()) {
            service.start();
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        service.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPSHOT_COMPUTED", "SNAPSHOT_WRITTEN", "SNAPSHOT_OLDER_DELETED"})
    void p1p3p4NothingIsLostOrDoubledByAHaltWhileASnapshotIsMade(CrashPoint point)
            throws IOException, InterruptedException, SQLException {
        long seed = CrashPointTests.seed(point.toString());
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            service.arm(point + ":" + (1 + new Random(seed).nextInt(NTH_MAX)) + ":halt");
            service.awaitDeath();
            crowd.checkLog(connections);
            service.start();
            crowd.awaitAcknowledged(5);
            crowd.stopAndCheck(connections);
            for (Gathered document : crowd.documents()) {
                assertThat(count("select count(*) from snapshot where document_id = ?", document.id()))
                        .as("snapshots of %s", document.id())
                        .isBetween(1L, 3L);
            }
        }
    }

    @Test
    void p1p4AServiceThatDiesWhileItLoadsFromASnapshotLoadsTheNextTime()
            throws IOException, InterruptedException, SQLException {
        long seed = CrashPointTests.seed("SNAPSHOT_LOADED");
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(10);
            service.kill();
            crowd.checkLog(connections);
            service.armAtStart("SNAPSHOT_LOADED:1:halt").startAndDie();
            service.armAtStart("").start();
            crowd.awaitAcknowledged(5);
            crowd.stopAndCheck(connections);
        }
    }

    @Test
    void aPurgeThatWasCutShortIsFinishedByTheNextStart() throws IOException, InterruptedException, SQLException {
        Browser owner = new Browser(service.port());
        owner.get("/api/v1/me");
        UUID id = Crowd.create(owner);
        service.arm(CrashPoint.PURGED_BEFORE_ERASURE + ":1:halt");
        assertThatException().isThrownBy(() -> owner.delete("/api/v1/documents/" + id + "?permanent=true"));
        service.awaitDeath();
        assertThat(count("select count(*) from commit_log where document_id = ?", id)).isEqualTo(2);
        service.start();
        assertThat(owner.get("/api/v1/documents/" + id).status()).isEqualTo(404);
        long end = System.nanoTime() + 60_000_000_000L;
        while (count("select count(*) from commit_log where document_id = ?", id) > 0) {
            assertThat(System.nanoTime()).as("it is erased").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private long count(String sql, UUID documentId) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, documentId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
