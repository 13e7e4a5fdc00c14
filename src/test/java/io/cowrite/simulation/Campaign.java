package io.cowrite.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Sessions of consecutive seeds, on several threads; each session has one. */
final class Campaign {

    /** Every so manyth runs twice. */
    static final long TWICE_EVERY = 1_000;

    private static final int FAILURES_MAX = 5;

    private final long first;
    private final long sessions;
    private final AtomicLong next;
    private final Tally tally = new Tally();
    private final List<Session.End> failed = new ArrayList<>();
    private long trace;

    private Campaign(long first, long sessions) {
        this.first = first;
        this.sessions = sessions;
        this.next = new AtomicLong(first);
    }

    /** Runs {@code sessions} from seed {@code first} on; ends early when several have failed. */
    static Campaign run(long first, long sessions, int threads) throws InterruptedException {
        beQuiet();
        Campaign campaign = new Campaign(first, sessions);
        Callable<Void> work = campaign::work;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return campaign;
    }

    /** Every fault is a warning. */
    static void beQuiet() {
        ((Logger) LoggerFactory.getLogger("io.cowrite.room")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("io.cowrite.websocket")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("io.cowrite.cluster")).setLevel(Level.OFF);
    }

    private Void work() {
        Tally mine = new Tally();
        long traces = 0;
        long seed;
        while ((seed = next.getAndIncrement()) < first + sessions && failures() < FAILURES_MAX) {
            Session.End end = Session.run(Scenario.of(seed));
            mine.addAll(end.tally());
            traces += end.trace();
            if (end.failure() == null && seed % TWICE_EVERY == 0) {
                end = again(end);
            }
            if (end.failure() != null) {
                fail(end);
            }
        }
        add(mine, traces);
        return null;
    }

    private static Session.End again(Session.End before) {
        Session.End end = Session.run(before.scenario());
        return end.trace() == before.trace()
                ? end
                : new Session.End(end.scenario(), end.tally(), end.trace(),
                        new AssertionError("the same seed went another way: " + before.trace() + ", " + end.trace()));
    }

    private synchronized int failures() {
        return failed.size();
    }

    private synchronized void fail(Session.End end) {
        failed.add(end);
    }

    private synchronized void add(Tally mine, long traces) {
        tally.addAll(mine);
        trace += traces;
    }

    List<Session.End> failed() {
        return failed;
    }

    Tally tally() {
        return tally;
    }

    /** The sum of all traces. */
    long trace() {
        return trace;
    }
}
