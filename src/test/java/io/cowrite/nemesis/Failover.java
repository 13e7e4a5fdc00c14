package io.cowrite.nemesis;

import io.cowrite.embedded.UnwatchedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** An asynchronous standby that lags takes over. */
final class Failover {

    private static final long MILLIS_MAX = 120_000;

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
