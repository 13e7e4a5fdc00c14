package io.cowrite.journal;

import java.util.List;
import java.util.Optional;

/**
 * Narrow rows that follow each other and become one wide row, which is never merged again: each entry is written anew once
 * more. A narrow row leaves a key in every fifth page of the index, which cannot be freed while one of its keys stands.
 */
final class WideRun {

    /** Entries of a wide row at most. */
    static final int ENTRIES_MAX = 8_000;

    /** As much as a packed row may ever have: whoever reads one version has all of its row in memory. */
    static final int BYTES_MAX = RowForm.PACKED_BYTES_MAX;

    private WideRun() {}

    /**
     * The first run among the newest narrow rows that is full, since the narrow row after it no longer fits. That one may
     * still be filled, and is never part of the run.
     *
     * @param rows in order; what comes before a gap or a row that is not narrow is not looked at
     */
    static Optional<MergeRun> first(List<MergeRun.Row> rows) {
        long entries = 0;
        long bytes = 0;
        int from = from(rows);
        for (int i = from; i < rows.size(); i++) {
            entries += rows.get(i).entries();
            bytes += rows.get(i).bytes();
            if (entries > ENTRIES_MAX || bytes > BYTES_MAX) {
                return Optional.of(new MergeRun(rows.subList(from, i), 0));
            }
        }
        return Optional.empty();
    }

    private static int from(List<MergeRun.Row> rows) {
        int from = rows.size();
        while (from > 0 && rows.get(from - 1).isNarrow()
                && (from == rows.size() || rows.get(from).follows(rows.get(from - 1)))) {
            from--;
        }
        return from;
    }
}
