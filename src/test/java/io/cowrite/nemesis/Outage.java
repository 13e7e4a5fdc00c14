package io.cowrite.nemesis;

import io.cowrite.protocol.NoticeCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One document whose log cannot be written for a while: what its people and its operator see of that. */
final class Outage {

    private static final long MILLIS_MAX = 180_000;
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)$");
    private static final Pattern WAITING = Pattern.compile("(?m)^cowrite_waiting_bytes\\S* (\\S+)$");

    /** Takes the store away, or brings it back. */
    interface Change {
        void happen() throws IOException, InterruptedException, SQLException;
    }

    /**
     * What was seen.
     *
     * @param wrong what must not have been
     * @param delayedMillis until everybody was told that saving is delayed; -1 if somebody never was
     * @param unreadyMillis until the service said that it cannot take work; -1 if it never did
     * @param healedMillis from the end of it until all that was typed was in the log
     * @param savedMeanwhile entries that were acknowledged during it
     * @param heapBytesMax on the service's heap during it, garbage included
     * @param waitingBytesMax operations that waited to be committed
     */
    record Report(List<String> wrong, long delayedMillis, long unreadyMillis, long healedMillis, long savedMeanwhile,
            long heapBytesMax, long waitingBytesMax) {}

    private final Scene scene;
    private final Paper paper;
    private final List<String> wrong = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private long delayedMillis = -1;
    private long unreadyMillis = -1;
    private long heapBytesMax;
    private long waitingBytesMax;

    private Outage(Scene scene, Paper paper) {
        this.scene = scene;
        this.paper = paper;
    }

    /** Eight bare writers and three real ones go through it. */
    static Report run(Scene scene, Path directory, long millis, Change begin, Change end)
            throws IOException, InterruptedException, SQLException {
        scene.awaitReady();
        try (Paper paper = Paper.begin(scene.addresses(), directory.resolve("history-outage"), 8, 3, new Random(1))) {
            return new Outage(scene, paper).run(millis, begin, end);
        }
    }

    private Report run(long millis, Change begin, Change end) throws IOException, InterruptedException, SQLException {
        await(() -> paper.history().accepted() > 100
                && paper.realWriters().stream().allMatch(writer -> writer.welcomes() > 0), "everybody writes");
        int welcomes = welcomes();
        begin.happen();
        long start = System.nanoTime();
        Thread.sleep(50); // What was on its way may still arrive.
        long saved = paper.history().accepted();
        while (millisSince(start) < millis) {
            watch(start);
            Thread.sleep(100);
        }
        long savedMeanwhile = paper.history().accepted() - saved;
        if (welcomes() > welcomes) {
            wrong.add("somebody's connection broke");
        }
        end.happen();
        long healed = System.nanoTime();
        long before = paper.history().accepted();
        await(() -> paper.history().accepted() > before + 20, "it is saved again");
        if (delayedMillis >= 0) {
            await(() -> paper.realWriters().stream().allMatch(writer -> writer.wasTold(NoticeCode.SAVING_RESUMED)),
                    "everybody is told of the end");
        }
        paper.stopWriting();
        await(paper::isSettled, "everybody is settled");
        await(() -> scene.nodes().getFirst().process().isReady(), "the service is ready again");
        long healedMillis = millisSince(healed);
        await(this::isAtHead, "everybody has all");
        wrong.addAll(paper.judge(scene.postgres().database().dataSource(), true, scene.tally()));
        return new Report(wrong, delayedMillis, unreadyMillis, healedMillis, savedMeanwhile, heapBytesMax,
                waitingBytesMax);
    }

    private int welcomes() {
        return paper.realWriters().stream().mapToInt(RealWriter::welcomes).sum();
    }

    private boolean isAtHead() {
        try {
            return paper.isAtHead(scene.postgres().database().dataSource());
        } catch (SQLException e) {
            return false;
        }
    }

    private void watch(long start) throws IOException, InterruptedException {
        ServiceProcess service = scene.nodes().getFirst().process();
        if (!service.isLive()) {
            wrong.add("it says that it does not live");
        }
        if (unreadyMillis < 0 && !service.isReady()) {
            unreadyMillis = millisSince(start);
        }
        if (delayedMillis < 0
                && paper.realWriters().stream().allMatch(writer -> writer.wasTold(NoticeCode.SAVING_DELAYED))) {
            delayedMillis = millisSince(start);
        }
        String metrics = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (service.port() + 1_000)
                        + "/actuator/prometheus")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        heapBytesMax = Math.max(heapBytesMax, sum(HEAP, metrics));
        waitingBytesMax = Math.max(waitingBytesMax, sum(WAITING, metrics));
    }

    private static long sum(Pattern pattern, String metrics) {
        double sum = 0;
        for (Matcher found = pattern.matcher(metrics); found.find();) {
            sum += Double.parseDouble(found.group(1));
        }
        return (long) sum;
    }

    private void await(BooleanSupplier condition, String what) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (millisSince(start) > MILLIS_MAX) {
                throw new AssertionError("it did not come to pass that " + what + "; " + paper);
            }
            Thread.sleep(10);
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
