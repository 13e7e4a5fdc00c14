package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.observability.CrashPoint;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/** The service dies at every step of an operation's life while ten people write. {@code -Dseed=} repeats a case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class CrashPointTests {

    private static final int NTH_MAX = 30;

    private final TestPostgres.Database database = TestPostgres.migrated();
    private final DataSource connections = database.dataSource();
    // An append that waits in the server must outlive its service.
    private final Service service = Service.on(database, "--cowrite.journal.lock-timeout=5s");

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
    @EnumSource(from = "FRAME_READ", to = "REPLAY_BEFORE_LIVE")
    void p1p3p4NothingAcknowledgedIsLostOrDoubledByAHalt(CrashPoint point)
            throws IOException, InterruptedException, SQLException {
        long seed = seed(point.toString());
        int nth = 1 + new Random(seed).nextInt(NTH_MAX);
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            service.arm(point + ":" + nth + ":halt");
            crowd.flicker(100);
            service.awaitDeath();
            crowd.checkLog(connections);
            service.start();
            crowd.awaitAcknowledged(3);
            crowd.stopAndCheck(connections);
        }
    }

    @Test
    void p1p3p4NothingAcknowledgedIsLostOrDoubledByAKillAtAnyMoment()
            throws IOException, InterruptedException, SQLException {
        long seed = seed("kill");
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            Thread.sleep(new Random(seed).nextInt(500));
            service.kill();
            crowd.checkLog(connections);
            service.start();
            crowd.awaitAcknowledged(3);
            crowd.stopAndCheck(connections);
        }
    }

    /** The owner takes the others' right to write away; the service dies before it tells them, and comes back. */
    @Test
    void p8ARightRevokedJustBeforeAHaltStaysRevokedAndLosesNothing()
            throws IOException, InterruptedException, SQLException {
        long seed = seed("RIGHT_REVOKED_BEFORE_NOTICE");
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            Gathered document = crowd.documents().getFirst();
            service.arm(CrashPoint.RIGHT_REVOKED_BEFORE_NOTICE + ":1:halt");
            assertThatException().isThrownBy(() -> document.access("viewer"));
            service.awaitDeath();
            awaitLastStatement();
            crowd.checkLog(connections);
            long version = LogCopy.of(document.id(), connections).version();
            service.start();
            for (Typist typist : document.typists()) {
                assertThat(typist.await(replica -> replica.isLive() && !replica.mayWrite(), 120_000))
                        .as("%s may only read", typist)
                        .isTrue();
            }
            crowd.awaitAcknowledged(crowd.documents().get(1).typists(), 3);
            LogCopy log = LogCopy.of(document.id(), connections);
            document.check(log);
            assertThat(log.version()).isEqualTo(version);
            document.access("editor");
            crowd.awaitAcknowledged(3);
            crowd.stopAndCheck(connections);
        }
    }

    @Test
    void aDocumentWhoseMakingWasCutShortDoesNotExist() throws IOException, InterruptedException, SQLException {
        Browser owner = new Browser(service.port());
        owner.get("/api/v1/me");
        service.arm(CrashPoint.DOCUMENT_WITHOUT_CONTENT + ":1:halt");
        assertThatException().isThrownBy(() -> Crowd.create(owner));
        service.awaitDeath();
        service.start();
        assertThat(owner.get("/api/v1/documents").json().get("items")).isEmpty();
        assertThat(count("select count(*) from document d where not exists "
                + "(select 1 from commit_log l where l.document_id = d.id and l.first_version = 0)")).isZero();
        assertThat(count("select count(*) from commit_log l where not exists "
                + "(select 1 from document d where d.id = l.document_id)")).isZero();
        UUID made = Crowd.create(owner);
        assertThat(LogCopy.of(made, connections).text()).isEqualTo(Typist.START);
    }

    /** An append waits in the server for another's when its client dies; it lands after that. */
    @Test
    void p3AnAppendThatLandsAfterItsServiceWasKilledCountsOnce()
            throws IOException, InterruptedException, SQLException {
        long seed = seed("late statement");
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            UUID id = crowd.documents().getFirst().id();
            long version;
            try (HeadLock lock = HeadLock.take(id, connections)) {
                lock.awaitCommitterBlocked();
                version = LogCopy.of(id, connections).version();
                service.kill();
                crowd.checkLog(connections);
            }
            crowd.await(() -> HeadLock.lastVersion(id, connections) > version, "the late append lands");
            crowd.checkLog(connections);
            service.start();
            crowd.awaitAcknowledged(3);
            crowd.stopAndCheck(connections);
        }
    }

    /** What a dead service sent may still be under way in the server. */
    private void awaitLastStatement() throws SQLException, InterruptedException {
        while (count("select count(*) from pg_stat_activity "
                + "where datname = current_database() and application_name = 'cowrite-committer'") > 0) {
            Thread.sleep(10);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static long seed(String what) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(what + " -Dseed=" + seed);
        return seed;
    }
}
