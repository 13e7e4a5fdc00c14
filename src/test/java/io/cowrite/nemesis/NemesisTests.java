package io.cowrite.nemesis;

import io.cowrite.embedded.UnwatchedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A few seconds of what runs for hours elsewhere (docs/RELIABILITY.md). {@code -Dseed=} repeats a round's choices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class NemesisTests {

    // One for all: the scene writes into it to the end.
    @TempDir
    static Path directory;

    private Scene scene;

    @BeforeAll
    void set() throws IOException, InterruptedException {
        scene = Scene.set(directory, null, 1, List.of(), new Tally(), 1);
    }

    @AfterAll
    void close() throws IOException {
        scene.close();
    }

    @Test
    void p1p2p3p4NothingIsWrongAfterServiceAndPostgresWereKilled()
            throws IOException, InterruptedException, SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("rounds -Dseed=" + seed);
        for (Fault fault : List.of(Fault.SERVICE_KILLED, Fault.POSTGRES_KILLED, Fault.DATABASE_CUT)) {
            Round.Plan plan = new Round.Plan(seed++, 1, List.of(fault), 1, 6, 2, 1_000);
            assertThat(Round.run(scene, plan, directory)).as("seed %s", plan.seed()).isEmpty();
        }
        assertThat(scene.tally().of("service killed")).isPositive();
        assertThat(scene.tally().of("POSTGRES_KILLED")).isPositive();
        assertThat(scene.tally().of("acknowledged")).isPositive();
        assertThat(scene.tally().of("refused")).isPositive();
    }

    @Test
    void p6WhileTheDatabaseIsAwayReadersStayAndWritersAreToldAndItHealsByItself()
            throws IOException, InterruptedException, SQLException {
        UnwatchedPostgres postgres = scene.postgres();
        Outage.Report report = Outage.run(scene, directory, 12_000, postgres::stop, postgres::startAgain);
        assertThat(report.wrong()).isEmpty();
        assertThat(report.delayedMillis()).as("told").isPositive();
        assertThat(report.unreadyMillis()).as("not ready").isPositive();
        assertThat(report.savedMeanwhile()).isZero();
        assertThat(report.waitingBytesMax()).as("bytes that wait").isBetween(1L, 64L << 20);
    }

    @Test
    void p6ASecondWithoutADatabaseLosesNothing() throws IOException, InterruptedException, SQLException {
        UnwatchedPostgres postgres = scene.postgres();
        Outage.Report report = Outage.run(scene, directory, 1_000, postgres::stop, postgres::startAgain);
        assertThat(report.wrong()).isEmpty();
    }

    /** The standby has not received the last entries when the primary dies; their authors offer them again. */
    @Test
    void p5WhatAPromotedStandbyLacksIsOfferedAgainByItsAuthors()
            throws IOException, InterruptedException, SQLException {
        Failover.run(scene, directory, new Random(2));
    }

    @Test
    void p5ASynchronousStandbyHasAllThatAnybodyWasTold() throws IOException, InterruptedException, SQLException {
        Failover.synchronous(scene, directory, new Random(3));
    }
}
