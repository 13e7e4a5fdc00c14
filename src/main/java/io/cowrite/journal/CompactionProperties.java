package io.cowrite.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When rows of the log are merged.
 *
 * @param every how long after the last look at the documents that this node writes the next begins; not positive: never
 * @param sweepEvery how long after the last look at all documents the next begins
 * @param rowsMin so many rows must wait before some are merged; at most {@link MergeRun#ENTRIES_MAX}
 * @param olderThan younger rows are not touched
 */
@ConfigurationProperties("cowrite.compaction")
record CompactionProperties(
        @DefaultValue("10m") Duration every,
        @DefaultValue("24h") Duration sweepEvery,
        @DefaultValue("200") int rowsMin,
        @DefaultValue("10m") Duration olderThan) {

    CompactionProperties {
        require(rowsMin >= 2 && rowsMin <= MergeRun.ENTRIES_MAX, "rows-min must be 2 to " + MergeRun.ENTRIES_MAX);
        require(!olderThan.isNegative(), "older-than must not be negative");
        require(sweepEvery.isPositive(), "sweep-every must be positive");
    }

    boolean isWanted() {
        return every.isPositive();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("cowrite.compaction." + message);
        }
    }
}
