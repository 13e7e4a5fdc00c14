package io.cowrite.nemesis;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Some documents, written through faults for a while; then everything heals, and their logs are judged. */
final class Round {

    private static final long HEAL_MILLIS_MAX = 120_000;
    private static final int TRIES = 20;

    /**
     * What a round is.
     *
     * @param pauseMillisMax at most, between two faults
     */
    record Plan(long seed, int seconds, List<Fault> faults, int documents, int bareWriters, int realWriters,
            int pauseMillisMax) {}

    private final Scene scene;
    private final Plan plan;
    private final Random random;
    private final List<Paper> papers = new ArrayList<>();
    private final DataSource database;

    private Round(Scene scene, Plan plan) {
        this.scene = scene;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.database = scene.postgres().database().dataSource();
    }

    /** Runs one; what was wrong. */
    static List<String> run(Scene scene, Plan plan, Path directory)
            throws IOException, InterruptedException, SQLException {
        return new Round(scene, plan).run(directory);
    }

    private List<String> run(Path directory) throws IOException, InterruptedException, SQLException {
        scene.arm(false);
        scene.awaitReady();
        try {
            for (int i = 0; i < plan.documents(); i++) {
                papers.add(begin(directory.resolve("history-" + plan.seed() + "-" + i)));
            }
            return befall();
        } finally {
            for (Paper paper : papers) {
                paper.close();
            }
        }
    }

    /** What was armed in the last round may still strike. */
    private Paper begin(Path file) throws IOException, InterruptedException {
        for (int tried = 1;; tried++) {
            scene.awaitReady();
            try {
                return Paper.begin(scene.addresses(), file, plan.bareWriters(), plan.realWriters(), random);
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private List<String> befall() throws IOException, InterruptedException, SQLException {
        List<String> complaints = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.seconds());
        scene.arm(true);
        while (System.nanoTime() < end && complaints.isEmpty()) {
            Fault fault = Fault.draw(plan.faults(), random);
            fault.strike(scene, random);
            awaitProgress(fault, complaints);
            Thread.sleep(random.nextInt(plan.pauseMillisMax()));
        }
        scene.arm(false);
        boolean settled = complaints.isEmpty() && heal(complaints);
        for (Paper paper : papers) {
            complaints.addAll(paper.judge(database, settled, scene.tally()));
        }
        return complaints;
    }

    /** In every document something is saved again. */
    private void awaitProgress(Fault fault, List<String> complaints) throws InterruptedException {
        long start = System.nanoTime();
        List<Long> before = papers.stream().map(paper -> paper.history().accepted()).toList();
        for (int i = 0; i < papers.size(); i++) {
            while (papers.get(i).history().accepted() <= before.get(i)) {
                if (millisSince(start) > HEAL_MILLIS_MAX) {
                    complaints.add("I11 nothing is saved any more after " + fault + "; " + papers.get(i));
                    return;
                }
                Thread.sleep(5);
            }
        }
        scene.tally().add("most ms until saved again after " + fault, millisSince(start));
    }

    private boolean heal(List<String> complaints) throws IOException, InterruptedException, SQLException {
        scene.awaitReady();
        long start = System.nanoTime();
        papers.forEach(Paper::stopWriting);
        for (Paper paper : papers) {
            while (!paper.isSettled()) {
                if (millisSince(start) > HEAL_MILLIS_MAX) {
                    complaints.add("I11 not settled: " + paper);
                    return false;
                }
                Thread.sleep(10);
            }
        }
        if (scene.nodes().size() > 1) {
            papers.forEach(Paper::gather);
        }
        for (Paper paper : papers) {
            while (!paper.isAtHead(database)) {
                if (millisSince(start) > 2 * HEAL_MILLIS_MAX) {
                    complaints.add("I11 not everybody has all: " + paper);
                    return false;
                }
                Thread.sleep(20);
            }
        }
        scene.tally().add("most ms until everybody has all", millisSince(start));
        return true;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
