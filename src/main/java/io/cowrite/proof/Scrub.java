package io.cowrite.proof;

import io.cowrite.room.Finding;
import io.cowrite.room.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Proves all documents, one after the other, now and then and when asked: what is found is proven once more, by the
 * {@link Examiner}, who acts on it, as are those in quarantine. It takes one connection, and no transaction longer than a
 * document's proof. Every node does it; what one finds the others hear from the database.
 */
@Component
class Scrub implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
    private static final int FINDINGS_MAX = 100;
    private static final int QUARANTINED_MAX = 1_000;
    private static final long COUNT_MILLIS = 60_000;

    /** After the start, and after a run that was stopped: who restarts every night is to have a run, too. */
    private static final Duration SOON = Duration.ofHours(1);

    /**
     * A run, under way or over.
     *
     * @param ended null while it is under way
     * @param stopped why it did not come to its end; null if it did
     * @param damages how many were found; {@code findings} are the first of them
     */
    record Run(
            Instant began, @Nullable Instant ended, @Nullable String stopped, long documents, long entries,
            long damages,
            List<Finding> findings) {

        private Run with(StoreProof.Proven document) {
            List<Finding> all = new ArrayList<>(findings);
            document.findings().stream().limit(FINDINGS_MAX - all.size()).forEach(all::add);
            return new Run(began, null, null, documents + 1, entries + document.entries(),
                    damages + document.findings().size(), List.copyOf(all));
        }

        private Run end(Instant at, @Nullable String why) {
            return new Run(began, at, why, documents, entries, damages, findings);
        }
    }

    private final DataSource connections;
    private final Examiner examiner;
    private final TimeSource time;
    private final Clock clock;
    private final Duration every;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean running;
    private volatile @Nullable Run last;

    Scrub(DataSource connections, Examiner examiner, TimeSource time, Clock clock,
            @Value("${cowrite.verify.every:24h}") Duration every) {
        this.connections = connections;
        this.examiner = examiner;
        this.time = time;
        this.clock = clock;
        this.every = every;
    }

    /** The newest run; null if there was none since the start. */
    @Nullable
    Run last() {
        return last;
    }

    /** Begins a run unless one is under way. */
    void begin() {
        if (running && !underWay.getAndSet(true)) {
            last = new Run(clock.instant(), null, null, 0, 0, 0, List.of());
            Thread.ofPlatform().daemon().name("cowrite-scrub").start(this::run);
        }
    }

    private void run() {
        String stopped = "it failed; see the log";
        try (Connection connection = connections.getConnection()) {
            StoreProof.begin(connection);
            new StoreProof(connection).all(document -> {
                connection.commit();
                take(document);
            });
            for (Quarantined each : examiner.quarantined(QUARANTINED_MAX)) {
                examiner.prove(each.documentId()).toCompletableFuture().join();
            }
            stopped = null;
        } catch (SQLException | RuntimeException e) {
            stopped = String.valueOf(e.getMessage());
            LOG.warn("Not all documents could be proven: {}", stopped);
        } finally {
            end(stopped);
        }
    }

    private void take(StoreProof.Proven document) {
        if (!running) {
            throw new IllegalStateException("the service stops");
        }
        if (!document.findings().isEmpty()) {
            examiner.prove(document.documentId()).toCompletableFuture().join();
        }
        Run now = last;
        last = now == null ? null : now.with(document);
    }

    private void end(@Nullable String stopped) {
        Run now = last;
        if (now != null) {
            last = now.end(clock.instant(), stopped);
            LOG.info("Proven: {} documents with {} entries; {} damages", now.documents(), now.entries(), now.damages());
        }
        underWay.set(false);
        again(stopped == null ? every : SOON);
    }

    @Override
    public void start() {
        running = true;
        count();
        again(SOON);
    }

    /** The next run, after {@code every} at most. */
    private void again(Duration wanted) {
        if (every.isPositive()) {
            time.after(Math.min(every.toMillis(), wanted.toMillis()), this::begin);
        }
    }

    /** Other nodes and owners take documents into quarantine and out of it, too. */
    private void count() {
        if (!running) {
            return;
        }
        try {
            examiner.count();
        } catch (RuntimeException e) {
            LOG.warn("Documents in quarantine cannot be counted now: {}", e.getMessage());
        }
        time.after(COUNT_MILLIS, this::count);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
