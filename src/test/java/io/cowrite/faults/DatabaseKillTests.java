package io.cowrite.faults;

import io.cowrite.embedded.OwnPostgres;
import io.cowrite.protocol.NoticeCode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL is killed, alone and with the service, while ten people write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class DatabaseKillTests {

    private static final Path DATA = Path.of("target", "fault-data").toAbsolutePath();

    private final Service service = Service.withOwnPostgres(DATA);

    @BeforeAll
    void start() throws IOException, InterruptedException {
        service.start();
    }

    @AfterAll
    void stop() throws InterruptedException {
        service.stop();
    }

    @Test
    void p1p6AKilledPostgresIsStartedAgainAndNothingIsLostOrRefused()
            throws IOException, InterruptedException, SQLException {
        long seed = CrashPointTests.seed("PostgreSQL killed");
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            Thread.sleep(new Random(seed).nextInt(500));
            OwnPostgres.kill(DATA);
            crowd.awaitAcknowledged(5);
            crowd.stopAndCheck(database());
            assertThat(service.isUp()).isTrue();
            assertThat(crowd.typists()).allSatisfy(typist -> assertThat(typist.notices().contains(
                    NoticeCode.SAVING_DELAYED))
                    .as("who is told of a delay is told of its end: %s", typist)
                    .isEqualTo(typist.notices().contains(NoticeCode.SAVING_RESUMED)));
        }
    }

    @Test
    void p1p3p4NothingAcknowledgedIsLostOrDoubledWhenBothAreKilled()
            throws IOException, InterruptedException, SQLException {
        long seed = CrashPointTests.seed("both killed");
        Random random = new Random(seed);
        try (Crowd crowd = Crowd.gather(service, seed)) {
            crowd.write().awaitAcknowledged(5);
            Thread.sleep(random.nextInt(500));
            if (random.nextBoolean()) {
                service.kill();
                OwnPostgres.kill(DATA);
            } else {
                OwnPostgres.kill(DATA);
                service.kill();
            }
            crowd.look();
            service.start();
            crowd.awaitAcknowledged(3);
            crowd.stopAndCheck(database());
        }
    }

    private static DataSource database() throws IOException {
        return OwnPostgres.database(DATA).dataSource();
    }
}
