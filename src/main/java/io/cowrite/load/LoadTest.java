package io.cowrite.load;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command {@code --load-test=ADDRESS}: people who type in a service that runs elsewhere. */
public final class LoadTest {

    /** All copies agree, and nothing is lost. */
    static final int GOOD = 0;
    /** Copies differ, or something is lost. */
    static final int BAD = 1;
    /** Nothing could be tested. */
    static final int UNUSABLE = 2;

    /** After Ctrl-C: for what was typed to settle, and for deleting the documents. */
    private static final int LAST_SECONDS = 120;

    private final PrintStream out;
    private final PrintStream err;
    private final Ticks ticks;
    private final Clock clock;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    LoadTest(PrintStream out, PrintStream err, Ticks ticks, Clock clock) {
        this.out = out;
        this.err = err;
        this.ticks = ticks;
        this.clock = clock;
    }

    public static boolean isAsked(String... arguments) {
        return Arguments.ask(arguments);
    }

    /** Does what is asked, tells of it, and writes it down; the process's exit code. */
    public static int run(String... arguments) {
        LoadTest test = new LoadTest(System.out, System.err, new MachineTicks(), Clock.systemUTC());
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> test.interrupt(done), "cowrite-load-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return test.start(arguments);
        } finally {
            done.countDown();
        }
    }

    /** Ctrl-C: the test ends early, and the process after it. */
    private void interrupt(CountDownLatch done) {
        interrupted.countDown();
        try {
            done.await(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int start(String... arguments) {
        if (Arrays.asList(arguments).contains(Arguments.HELP)) {
            out.print(Arguments.USAGE);
            return GOOD;
        }
        try {
            return test(Arguments.read(arguments));
        } catch (UsageException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("The load test cannot be done: " + Sentences.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return UNUSABLE;
    }

    private int test(Settings settings) throws IOException, InterruptedException {
        Results results = new Results(settings.out());
        results.prepare();
        boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        Progress progress = new Progress(out, terminal);
        Report report = new LoadRun(settings, ticks, clock, progress, interrupted).run();
        results.write(report);
        tell(report, progress);
        progress.say("Written: " + results);
        return report.convergence().good() ? GOOD : BAD;
    }

    private static void tell(Report report, Progress progress) {
        Report.Edits edits = report.edits();
        progress.say(String.format(Locale.ROOT, "Measured: %d edits, %.1f a second; of the whole test %d typed, %d"
                + " acknowledged, %d refused, %d given up; %d reconnects", edits.dueInWindow(), edits.perSecond(),
                edits.typed(), edits.acknowledged(), edits.refused(), edits.givenUp(), report.reconnects()));
        progress.say("Saved:    " + times(report.saved()));
        progress.say("Seen:     " + times(report.seen()));
        report.hints().forEach(progress::say);
        Report.Convergence convergence = report.convergence();
        convergence.findings().forEach(progress::say);
        progress.say(convergence.good()
                ? convergence.copies() + " copies of " + convergence.documents() + " documents are what REST gives, and"
                        + " hold all that was acknowledged."
                : "Not all is well.");
    }

    private static String times(Quantiles times) {
        return times.count() + " times, 50 % within " + Progress.millis(times.p50Millis()) + ", 90 % "
                + Progress.millis(times.p90Millis()) + ", 99 % " + Progress.millis(times.p99Millis()) + ", all "
                + Progress.millis(times.maxMillis());
    }
}
