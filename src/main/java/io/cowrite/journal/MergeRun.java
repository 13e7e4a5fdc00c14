package io.cowrite.journal;

import java.util.List;
import java.util.Optional;

/**
 * Rows that follow each other and become one.
 *
 * @param rows in order; at least one
 * @param plain how many of them are as they were appended
 */
record MergeRun(List<Row> rows, int plain) {

    /** As many as a room commits at once; a row of more stays as it is, or is packed alone. */
    static final int ENTRIES_MAX = 1_000;

    /** Bytes of entries; likewise. */
    static final int BYTES_MAX = 256 << 10;

    /**
     * A row, without its entries.
     *
     * @param bytes of its entries, unpacked
     * @param packed whether compaction wrote it
     */
    record Row(long firstVersion, long lastVersion, int bytes, boolean packed) {

        long entries() {
            return lastVersion - firstVersion + 1;
        }

        boolean follows(Row before) {
            return firstVersion == before.lastVersion + 1;
        }

        /** Whether compaction made it of rows as they were appended, and may merge it once more. */
        boolean isNarrow() {
            return packed && entries() <= ENTRIES_MAX && bytes <= BYTES_MAX;
        }
    }

    MergeRun {
        rows = List.copyOf(rows);
    }

    /**
     * The first run of {@code rows} that is worth a merge: it has {@code rowsMin} rows that are not packed, or is full and
     * has one. A packed row may come first, if it has room left: it is written anew once for each {@code rowsMin} rows,
     * and once to fill it.
     *
     * @param rows in order; what comes after a gap is not looked at
     */
    static Optional<MergeRun> first(List<Row> rows, int rowsMin) {
        for (int from = 0; from < rows.size();) {
            int to = end(rows, from);
            List<Row> run = rows.subList(from, to);
            boolean isGap = to < rows.size() && !follows(rows, to);
            boolean isFull = to < rows.size() && !isGap;
            int plain = (int) run.stream().filter(row -> !row.packed()).count();
            boolean isPackable = run.getFirst().bytes() <= RowForm.PACKED_BYTES_MAX;
            if (isPackable && plain > 0 && (plain >= rowsMin || isFull)) {
                return Optional.of(new MergeRun(run, plain));
            }
            if (isGap) {
                return Optional.empty();
            }
            from = to;
        }
        return Optional.empty();
    }

    long firstVersion() {
        return rows.getFirst().firstVersion();
    }

    long lastVersion() {
        return rows.getLast().lastVersion();
    }

    long entries() {
        return lastVersion() - firstVersion() + 1;
    }

    /** Where the rows end that fit into one with the row at {@code from}, which fits always. */
    private static int end(List<Row> rows, int from) {
        long entries = 0;
        long bytes = 0;
        for (int i = from; i < rows.size(); i++) {
            Row row = rows.get(i);
            entries += row.entries();
            bytes += row.bytes();
            boolean fits = entries <= ENTRIES_MAX && bytes <= BYTES_MAX && (i == from || follows(rows, i));
            if (i > from && !fits) {
                return i;
            }
        }
        return rows.size();
    }

    private static boolean follows(List<Row> rows, int index) {
        return rows.get(index).follows(rows.get(index - 1));
    }
}
