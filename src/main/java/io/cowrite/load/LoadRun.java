package io.cowrite.load;

import io.cowrite.client.ClientThreads;
import io.cowrite.client.CowriteClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** One test, from the first document to the last comparison. For one thread. */
final class LoadRun {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long LOOK_NANOS = 100 * NANOS_PER_MILLI;
    /** Beyond the ramp, until everybody has the text. */
    private static final int ARRIVAL_SECONDS_MAX = 60;

    private final Settings settings;
    private final Ticks ticks;
    private final Clock clock;
    private final Progress progress;
    private final CountDownLatch interrupted;
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch typingOver = new CountDownLatch(1);
    private final Window window = new Window();
    private final Tally tally = new Tally(window);
    private final Sampling sampling = new Sampling(tally);
    private long boundaryNanos;

    /** @param interrupted ends the test early when it is zero; what was measured is told all the same */
    LoadRun(Settings settings, Ticks ticks, Clock clock, Progress progress, CountDownLatch interrupted) {
        this.settings = settings;
        this.ticks = ticks;
        this.clock = clock;
        this.progress = progress;
        this.interrupted = interrupted;
    }

    /**
     * Does it.
     *
     * @throws UsageException if people cannot come in
     * @throws IOException if the service cannot be reached
     */
    Report run() throws IOException, InterruptedException {
        Report.Service service = Build.of(settings.address());
        Instant started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try (ClientThreads threads = ClientThreads.ofMany()) {
            Documents documents = new Documents(new CowriteClient(settings.address(), settings.origin(), threads));
            try {
                documents.make(settings.documents(), started.toString());
                return run(service, started, documents, threads);
            } finally {
                end(documents);
            }
        }
    }

    private void end(Documents documents) throws InterruptedException {
        int failed = settings.keep() ? 0 : documents.trash();
        if (failed > 0) {
            progress.say(failed + " documents could not be moved to the trash; they are of one guest, who is gone.");
        }
    }

    private Report run(Report.Service service, Instant started, Documents documents, ClientThreads threads)
            throws InterruptedException {
        try (Crowd crowd = new Crowd(settings, threads, documents.all(), tally, window, ticks, typingOver)) {
            boundaryNanos = ticks.nanos();
            crowd.arrive(boundaryNanos);
            boolean early;
            try {
                early = gather(crowd) || type(crowd);
            } finally {
                typingOver.countDown();
            }
            long settleMillis = settle(crowd, documents);
            List<String> findings = Findings.of(crowd, documents, tally, settings.settle());
            return report(service, started, early, convergence(crowd, documents, settleMillis, findings));
        }
    }

    /** Until everybody has the text; whether that was interrupted. */
    private boolean gather(Crowd crowd) throws InterruptedException {
        long deadline = boundaryNanos + (settings.ramp() + ARRIVAL_SECONDS_MAX) * NANOS_PER_SECOND;
        do {
            if (second(Phase.ARRIVING, crowd)) {
                return true;
            }
            requireEntry(crowd, ticks.nanos() - deadline > 0);
        } while (crowd.entered() < settings.people());
        return false;
    }

    private void requireEntry(Crowd crowd, boolean late) {
        crowd.failure().ifPresent(failure -> {
            throw new UsageException("Somebody could not come in: " + Sentences.of(failure));
        });
        for (Map.Entry<Tally.Close, Long> close : tally.closes().entrySet()) {
            Hints.setting(close.getKey()).ifPresent(setting -> {
                throw new UsageException("Only " + crowd.entered() + " of " + settings.people() + " people came in: "
                        + Hints.limit(close.getKey(), close.getValue(), setting));
            });
        }
        if (late) {
            throw new UsageException("Only " + crowd.entered() + " of " + settings.people() + " people came in within "
                    + (settings.ramp() + ARRIVAL_SECONDS_MAX) + " s; connections ended with "
                    + tally.closes().keySet());
        }
    }

    /** Warm-up and measuring; whether that was interrupted. */
    private boolean type(Crowd crowd) throws InterruptedException {
        long start = boundaryNanos + settings.warmUp() * NANOS_PER_SECOND;
        window.open(start, start + settings.seconds() * NANOS_PER_SECOND);
        boolean early = seconds(settings.warmUp(), Phase.WARMING_UP, crowd)
                || seconds(settings.seconds(), Phase.MEASURING, crowd);
        if (early) {
            window.endAt(ticks.nanos());
        }
        return early;
    }

    private boolean seconds(int count, Phase phase, Crowd crowd) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (second(phase, crowd)) {
                return true;
            }
        }
        return false;
    }

    private boolean second(Phase phase, Crowd crowd) throws InterruptedException {
        boundaryNanos += NANOS_PER_SECOND;
        boolean early = ticks.await(boundaryNanos, interrupted);
        if (!early) {
            sample(phase, crowd);
        }
        return early;
    }

    private void sample(Phase phase, Crowd crowd) {
        progress.show(sampling.take(phase, crowd.live()), settings.people());
    }

    /** Until nobody waits for anything, or too long; milliseconds. */
    private long settle(Crowd crowd, Documents documents) throws InterruptedException {
        long start = ticks.nanos();
        long deadline = start + settings.settle() * NANOS_PER_SECOND;
        boundaryNanos = start + NANOS_PER_SECOND;
        while (ticks.nanos() - deadline < 0
                && documents.all().stream().anyMatch(document -> crowd.unsettled(document) > 0)) {
            ticks.await(ticks.nanos() + LOOK_NANOS, never);
            if (ticks.nanos() - boundaryNanos >= 0) {
                boundaryNanos += NANOS_PER_SECOND;
                sample(Phase.SETTLING, crowd);
            }
        }
        return (ticks.nanos() - start) / NANOS_PER_MILLI;
    }

    private Report.Convergence convergence(Crowd crowd, Documents documents, long settleMillis,
            List<String> findings) {
        int copies = documents.all().stream().mapToInt(document -> crowd.copies(document).size()).sum();
        return new Report.Convergence(findings.isEmpty(), documents.all().size(), copies, settleMillis, findings,
                tally.diverged.sum(), tally.loadedAnew.sum(), tally.stepsBack.sum());
    }

    private Report report(Report.Service service, Instant started, boolean early, Report.Convergence convergence) {
        Quantiles late = tally.late.measured();
        double seconds = window.nanos() / (double) NANOS_PER_SECOND;
        long due = tally.typedInWindow.sum();
        Report.Edits edits = new Report.Edits(tally.typed.sum(), due, seconds == 0 ? 0 : due / seconds,
                tally.acknowledged.sum(), tally.refused.sum(), tally.givenUp.sum(), tally.delivered.sum(),
                tally.deliveredUnmeasured.sum());
        return new Report(service, settings, started.toString(), early, edits, late, tally.saved.measured(),
                tally.seen.measured(), tally.closesByCode(), tally.reconnects.sum(), convergence,
                Hints.of(tally.closes(), late), sampling.seconds());
    }
}
