package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import io.cowrite.observability.CrashPoint;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The service dies at every step of an operation's life while ten people write. {@code -Dseed=} repeats a case. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class CrashPointTests {

    private static final int NTH_MAX = 30;

    private final TestPostgres.Database database = TestPostgres.migrated();
    private final DataSource connections = database.dataSource();
    private final Service service = Service.on(database);

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
    @EnumSource(mode = Mode.EXCLUDE, names = {"DOCUMENT_WITHOUT_CONTENT", "RIGHT_REVOKED_BEFORE_NOTICE"})
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

    static long seed(String what) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(what + " -Dseed=" + seed);
        return seed;
    }
}
