package io.cowrite.faults;

import io.cowrite.embedded.TestPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The service is stopped in order and started again while fifty people write, who wait as clients do. */
@Timeout(300)
class SigtermTests {

    private static final int WRITERS = 50;

    private final TestPostgres.Database database = TestPostgres.migrated();
    /** On a machine that has much else to do, fifty who come back at once need their time. */
    private final Service service = Service.on(database, "--cowrite.hello-millis=60000",
            "--cowrite.heartbeat-millis=60000");

    @AfterEach
    void stop() throws InterruptedException {
        service.stop();
    }

    @Test
    void p1p3NothingIsLostOrDoubledAndNobodyNotices() throws IOException, InterruptedException, SQLException {
        service.start();
        long seed = CrashPointTests.seed("SIGTERM under " + WRITERS);
        try (Crowd crowd = Crowd.gather(service, seed, WRITERS, SplittableRandom::new)) {
            crowd.write().awaitAcknowledged(3);
            long stopping = System.nanoTime();
            service.stop();
            long stopped = System.nanoTime();
            crowd.look();
            crowd.checkLog(database.dataSource());
            List<Integer> acknowledged = crowd.typists().stream().map(one -> one.acknowledged().size()).toList();
            service.start();
            long ready = System.nanoTime();
            crowd.awaitAcknowledged(1);
            long allSaved = System.nanoTime();
            assertThat(acknowledged).allSatisfy(count -> assertThat(count).isPositive());
            System.out.printf(
                    "SIGTERM under %d writers: stopped in %d ms, started in %d ms; the last of them saved again"
                            + " %d ms after it was ready%n",
                    WRITERS, millis(stopped - stopping), millis(ready - stopped),
                    millis(allSaved - ready));
            crowd.stopAndCheck(database.dataSource());
        }
        assertThat(service.said()).doesNotContain("ERROR");
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
