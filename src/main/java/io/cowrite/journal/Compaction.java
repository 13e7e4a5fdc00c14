package io.cowrite.journal;

import io.cowrite.observability.CompactionMeter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has old rows of the log merged, in the background on a thread of its own: now and then those of the documents that this
 * node has written, and seldom those of all documents, by their ids. It takes one connection, and rests between merges.
 * Every node does it.
 */
final class Compaction implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    /** After the start: who restarts every night is to have a sweep, too. */
    private static final Duration FIRST_SWEEP = Duration.ofHours(1);

    private static final int DOCUMENTS_A_PAGE = 100;
    private static final long REST_MILLIS = 50;
    private static final long STOP_SECONDS_MAX = 5;
    private static final UUID FIRST = new UUID(0, 0);

    private static final String PAGE = """
            select id, coalesce((select last_version from commit_log where document_id = document.id
                order by first_version desc limit 1), 0) >= ? as is_long
            from document where id > ? and purged_at is null and quarantined_at is null order by id limit ?""";

    private record Page(@Nullable UUID last, List<UUID> longLogs) {}

    private final DataSource connections;
    private final WrittenDocuments written;
    private final CompactionProperties properties;
    private final CompactionMeter meter;
    private final LogMerge merge;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    Compaction(DataSource connections, WrittenDocuments written, CompactionProperties properties,
            CompactionMeter meter) {
        this.connections = connections;
        this.written = written;
        this.properties = properties;
        this.meter = meter;
        this.merge = new LogMerge(LogMerge.NEWEST_KEPT, properties.rowsMin(), properties.olderThan());
    }

    @Override
    public void start() {
        if (properties.isWanted()) {
            thread = Thread.ofPlatform().daemon().name("cowrite-compaction").start(this::run);
        }
    }

    private void run() {
        long nextSweep = System.nanoTime() + Math.min(FIRST_SWEEP.toNanos(), properties.sweepEvery().toNanos());
        while (!isStoppedAfter(properties.every().toMillis())) {
            written.take(properties.rowsMin()).forEach(this::document);
            if (System.nanoTime() - nextSweep >= 0) {
                sweep();
                nextSweep = System.nanoTime() + properties.sweepEvery().toNanos();
            }
        }
    }

    /** Looks at all documents; a few at a time, since there may be many. */
    void sweep() {
        UUID after = FIRST;
        while (after != null && !isStoppedAfter(REST_MILLIS)) {
            try {
                Page page = page(after);
                page.longLogs().forEach(this::document);
                after = page.last();
            } catch (SQLException e) {
                LOG.warn("Not all logs could be looked at: {}", e.getMessage());
                meter.failed();
                return;
            }
        }
    }

    /** Merges all that is worth it in one document's log. */
    void document(UUID documentId) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            long from = LogMerge.start(connection, documentId);
            while (!isStoppedAfter(0)) {
                Optional<LogMerge.Merged> merged = merge.next(connection, documentId, from);
                if (merged.isEmpty()) {
                    return;
                }
                from = Math.max(from, merged.get().firstVersion());
                meter.merged(merged.get().rows(), merged.get().bytesBefore(), merged.get().bytesAfter());
                isStoppedAfter(REST_MILLIS);
            }
        } catch (DamagedLogException e) {
            LOG.warn("The log of document {} is not merged: {}", documentId, e.getMessage());
            meter.damaged();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The log of document {} cannot be merged now: {}", documentId, e.getMessage());
            meter.failed();
        }
    }

    private Page page(UUID after) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setLong(1, LogMerge.NEWEST_KEPT + properties.rowsMin());
            statement.setObject(2, after);
            statement.setInt(3, DOCUMENTS_A_PAGE);
            UUID last = null;
            List<UUID> longLogs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getObject("id", UUID.class);
                    if (rows.getBoolean("is_long")) {
                        longLogs.add(last);
                    }
                }
            }
            return new Page(last, longLogs);
        }
    }

    private boolean isStoppedAfter(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
            return true;
        }
    }

    /** Waits for the merge under way, so that its connection is not closed beneath it. */
    @Override
    public void stop() {
        stopped.countDown();
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(STOP_SECONDS_MAX));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
