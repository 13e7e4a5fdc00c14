package io.cowrite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.cowrite.embedded.Clusters.ask;
import static io.cowrite.embedded.Clusters.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What killed processes leave behind. */
@Timeout(300)
class CrashTests {

    @TempDir
    static Path temporary;

    static Path data;

    @BeforeAll
    static void makeACluster() throws IOException, SQLException {
        data = Clusters.directoryWithBinaries(temporary);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            execute(postgres, "create table kept as select 42 as answer");
        }
    }

    @Test
    void aStartBesideAnotherProcessNamesIt() throws IOException {
        try (Owner owner = Owner.of(data)) {
            owner.awaitStarted();
            assertThatExceptionOfType(PostgresException.class).isThrownBy(() -> EmbeddedPostgres.start(data))
                    .withMessageMatching("The data directory .* is in use by process " + owner.pid()
                            + ", started 20.*; stop that one first.*");
        }
        // Its server is an orphan now; the next start takes over.
        EmbeddedPostgres.start(data).close();
    }

    @Test
    void theServerOfAKilledProcessIsFoundAgain() throws IOException, SQLException {
        long orphan;
        try (Owner owner = Owner.of(data)) {
            orphan = owner.awaitStarted();
            owner.kill();
        }
        PidFile pidFile = new PidFile(data.resolve(Cluster.HOME).resolve("cluster"));
        assertThat(pidFile.isOurs(orphan)).as("PostgreSQL outlives its owner").isTrue();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(pidFile.isOurs(orphan)).isFalse();
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aStrangerNamedByAStalePidFileIsNotTouched() throws IOException, SQLException {
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Path pidFile = data.resolve(Cluster.HOME).resolve("cluster").resolve("postmaster.pid");
            Files.write(pidFile, List.of(Long.toString(stranger.pid()), pidFile.resolveSibling("").toString(), "1", "1",
                    "", "127.0.0.1", "1 1", "ready"));
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
                assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aPidFileCutOffWhileItWasWrittenDoesNotHinder() throws IOException, SQLException {
        Files.writeString(data.resolve(Cluster.HOME).resolve("cluster").resolve("postmaster.pid"), "");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aKilledServerComesBackByItselfWhereItWas() throws SQLException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            long killed = postgres.pid();
            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
            String answer = null;
            while (answer == null) {
                try {
                    answer = ask(postgres, "select answer from kept");
                } catch (SQLException e) {
                    Thread.sleep(50);
                }
            }
            assertThat(answer).isEqualTo("42");
            assertThat(postgres.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsReplaced(@TempDir Path parent) throws IOException, SQLException {
        Path directory = Clusters.directoryWithBinaries(parent);
        Path unpacking = Files.createDirectories(directory.resolve("unpacking-binaries-0123/bin"));
        Path half = Files.createDirectories(directory.resolve(Cluster.UNFINISHED + "1/cluster"));
        Files.writeString(half.resolve("PG_VERSION"), "18");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select 'healed'")).isEqualTo("healed");
        }
        assertThat(unpacking).doesNotExist();
        assertThat(half).doesNotExist();
    }

    @Test
    void aFirstStartKilledAnywhereIsHealedByTheNext(@TempDir Path parent)
            throws IOException, SQLException, InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Path directory = parent.resolve("data");
        for (int i = 0; i < 4; i++) {
            try (Owner owner = Owner.of(directory)) {
                Thread.sleep(random.nextInt(500, 5_000));
                owner.kill();
            }
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select 'healed'")).as("-Dseed=" + seed).isEqualTo("healed");
        }
        assertThat(directory.toFile().list((in, name) -> !name.startsWith("binaries-"))).as("-Dseed=" + seed)
                .containsExactlyInAnyOrder(DirectoryLock.NAME, Cluster.HOME);
    }
}
