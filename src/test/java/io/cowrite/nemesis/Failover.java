package io.cowrite.nemesis;

import io.cowrite.embedded.UnwatchedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A standby takes over: an asynchronous one that lags, or a synchronous one without which nobody was to be told anything. */
final class Failover {

    private static final long MILLIS_MAX = 120_000;

    private static final String WAITING = "select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep'";
    private static final String CANCEL = "select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep'";

    private Failover() {}

    /** The scene's PostgreSQL is the primary again afterwards, without what was written meanwhile. */
    static void run(Scene scene, Path directory, Random random) throws IOException, InterruptedException, SQLException {
        scene.awaitReady();
        Path place = Files.createDirectory(directory.resolve("standby"));
        FaultProxy link = scene.nodes().getFirst().database();
        try (UnwatchedPostgres standby = scene.postgres().standby(place, "copy");
                Paper paper = Paper.begin(scene.addresses(), directory.resolve("history-failover"), 0, 6, random,
                        true)) {
            await(() -> paper.history().accepted() > 100, paper);
            // Its receiver is gone: from now on it lags.
            standby.execute("alter system set primary_conninfo = ''", "select pg_reload_conf()");
            await(() -> scene.postgres().ask("select count(*) from pg_stat_replication").equals("0"), paper);
            long before = paper.history().accepted();
            await(() -> paper.history().accepted() > before + 50, paper);
            link.let(FaultProxy.Way.REFUSE);
            scene.postgres().kill();
            standby.promote();
            link.redirect(standby.port());
            link.let(FaultProxy.Way.PASS);
            await(() -> paper.realWriters().stream().anyMatch(writer -> writer.stepsBack() > 0), paper);
            long after = paper.history().accepted();
            await(() -> paper.history().accepted() > after + 50, paper);
            paper.stopWriting();
            await(() -> paper.isAtHead(standby.database().dataSource()), paper);
            assertThat(paper.judge(standby.database().dataSource(), true, scene.tally())).isEmpty();
        } finally {
            link.redirect(scene.postgres().port());
            scene.postgres().startAgain();
        }
    }

    /**
     * Nobody is told of anything that the standby lacks, not even while somebody cancels the commits that wait for it; so
     * nothing that anybody saw is missing when it takes over.
     */
    static void synchronous(Scene scene, Path directory, Random random)
            throws IOException, InterruptedException, SQLException {
        scene.awaitReady();
        Path place = Files.createDirectory(directory.resolve("synchronous"));
        FaultProxy link = scene.nodes().getFirst().database();
        UnwatchedPostgres primary = scene.postgres();
        try (UnwatchedPostgres standby = primary.standby(place, "second");
                Paper paper = Paper.begin(scene.addresses(), directory.resolve("history-synchronous"), 4, 4, random)) {
            primary.execute("alter system set synchronous_standby_names = 'second'", "select pg_reload_conf()");
            await(() -> primary.ask("select sync_state from pg_stat_replication").equals("sync"), paper);
            awaitMore(paper, 100);
            standby.execute("alter system set primary_conninfo = ''", "select pg_reload_conf()");
            await(() -> primary.ask("select count(*) from pg_stat_replication").equals("0"), paper);
            await(() -> primary.ask(WAITING).equals("t"), paper);
            Thread.sleep(500); // What was on its way arrives.
            long told = paper.history().accepted();
            int cancelled = 0;
            for (int i = 0; i < 25; i++) {
                cancelled += Integer.parseInt(primary.ask(CANCEL));
                Thread.sleep(200);
            }
            assertThat(cancelled).as("waits that were cancelled").isGreaterThan(2);
            assertThat(paper.history().accepted()).as("told without the standby").isEqualTo(told);
            link.let(FaultProxy.Way.REFUSE);
            primary.kill();
            standby.promote();
            link.redirect(standby.port());
            link.let(FaultProxy.Way.PASS);
            awaitMore(paper, 50);
            paper.stopWriting();
            await(() -> paper.isAtHead(standby.database().dataSource()), paper);
            assertThat(paper.judge(standby.database().dataSource(), true, scene.tally())).isEmpty();
        } finally {
            link.redirect(primary.port());
            primary.ensureStarted();
            primary.execute("alter system reset synchronous_standby_names", "select pg_reload_conf()");
        }
    }

    private static void awaitMore(Paper paper, int entries) throws InterruptedException, SQLException {
        long before = paper.history().accepted();
        await(() -> paper.history().accepted() > before + entries, paper);
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(Condition condition, Paper paper) throws InterruptedException, SQLException {
        long end = System.nanoTime() + MILLIS_MAX * 1_000_000;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it takes too long; " + paper);
            }
            Thread.sleep(20);
        }
    }
}
