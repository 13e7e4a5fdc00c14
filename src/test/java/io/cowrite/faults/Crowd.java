package io.cowrite.faults;

import io.cowrite.kernel.InapplicableException;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten typists and three vandals on three documents, who go on through everything that happens to the service. */
final class Crowd implements AutoCloseable {

    private static final int DOCUMENTS = 3;
    private static final int TYPISTS = 10;
    private static final long MILLIS_MAX = 120_000;

    private final Random random;
    private final List<Gathered> documents = new ArrayList<>();
    private final List<Typist> typists = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Crowd(Random random) {
        this.random = random;
    }

    /** Everybody has joined; nobody has written. */
    static Crowd gather(Service service, long seed) throws IOException, InterruptedException {
        return gather(service, seed, TYPISTS, Typist::soon);
    }

    /** The same with other than ten typists, each with {@code jitter} made from a seed. */
    static Crowd gather(Service service, long seed, int typists, LongFunction<RandomGenerator> jitter)
            throws IOException, InterruptedException {
        Crowd crowd = new Crowd(new Random(seed));
        String run = Long.toString(crowd.random.nextInt(1_000_000), Character.MAX_RADIX);
        Browser owner = new Browser(service.port());
        String ownerId = owner.get("/api/v1/me").text("id");
        for (int i = 0; i < DOCUMENTS; i++) {
            UUID id = create(owner);
            crowd.documents.add(new Gathered(id, ownerId, owner, new Vandal("v-" + run + "-" + i, service, id)));
        }
        for (int i = 0; i < typists; i++) {
            Gathered document = crowd.documents.get(i % DOCUMENTS);
            long typistSeed = crowd.random.nextLong();
            Typist typist = new Typist("w" + i, service.address(), document.id(), typistSeed, jitter.apply(typistSeed),
                    document.newestAcknowledged());
            document.typists().add(typist);
            crowd.typists.add(typist);
        }
        crowd.await(() -> crowd.typists.stream().allMatch(typist -> typist.loads() == 1), "everybody has joined");
        return crowd;
    }

    /** A document that begins as typists expect it. */
    static UUID create(Browser owner) {
        return UUID.fromString(owner.post("/api/v1/documents",
                "{\"title\":\"Faults\",\"type\":\"text\",\"content\":" + Browser.quoted(Typist.START) + "}")
                .text("id"));
    }

    List<Gathered> documents() {
        return documents;
    }

    List<Typist> typists() {
        return typists;
    }

    /** Everybody writes until {@link #stop}. */
    Crowd write() {
        typists.forEach(typist -> running.add(threads.submit(() -> type(typist))));
        documents.forEach(document -> running.add(threads.submit(() -> vandalise(document.vandal()))));
        return this;
    }

    /** Waits until everybody was acknowledged {@code more} entries more than now. */
    void awaitAcknowledged(int more) throws InterruptedException {
        awaitAcknowledged(typists, more);
    }

    /** The same for some alone. */
    void awaitAcknowledged(List<Typist> some, int more) throws InterruptedException {
        List<Integer> wanted = some.stream().map(typist -> typist.acknowledged().size() + more).toList();
        for (int i = 0; i < wanted.size(); i++) {
            Typist typist = some.get(i);
            int enough = wanted.get(i);
            await(() -> {
                assertThat(typist.complaints()).as("complaints of %s", typist).isEmpty();
                return typist.acknowledged().size() >= enough;
            }, "somebody is acknowledged");
        }
    }

    /** Breaks off somebody's connection now and then, until {@link #stop}. */
    void flicker(int everyMillis) {
        running.add(threads.submit(() -> {
            while (!stopped.get()) {
                Thread.sleep(everyMillis);
                typists.get(random.nextInt(typists.size())).interrupt();
            }
            return null;
        }));
    }

    /** Nobody writes any more. */
    void stop() throws InterruptedException {
        stopped.set(true);
        for (Future<?> each : running) {
            try {
                each.get(MILLIS_MAX, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("somebody could not go on", e);
            }
        }
        running.clear();
    }

    /** Everybody remembers what they have seen up to now. */
    void look() {
        typists.forEach(Typist::look);
    }

    /** The log holds what it must, whatever has just happened. Only while nobody is served. */
    void checkLog(DataSource database) throws SQLException {
        for (Gathered document : documents) {
            document.check(LogCopy.of(document.id(), database));
        }
    }

    /** Stops, waits until nothing is unsettled, and checks that all copies are the log's. */
    void stopAndCheck(DataSource database) throws SQLException, IOException, InterruptedException {
        stop();
        for (Gathered document : documents) {
            document.settle(MILLIS_MAX);
            LogCopy log = LogCopy.of(document.id(), database);
            document.check(log);
            document.checkSettled(log, MILLIS_MAX);
        }
    }

    void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + MILLIS_MAX * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come to pass that " + what + "; " + typists);
            }
            Thread.sleep(10);
        }
    }

    private Void type(Typist typist) throws InapplicableException, InterruptedException {
        while (!stopped.get()) {
            typist.type();
            typist.pause();
        }
        return null;
    }

    private Void vandalise(Vandal vandal) throws InterruptedException {
        while (!stopped.get() || !vandal.isSettled()) {
            vandal.act();
            Thread.sleep(100);
        }
        return null;
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.shutdownNow();
        typists.forEach(Typist::close);
        documents.forEach(document -> document.vandal().close());
    }
}
