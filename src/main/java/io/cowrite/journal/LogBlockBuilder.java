package io.cowrite.journal;

import java.util.ArrayList;
import java.util.List;

/** Gathers rows for a block up to its size, and checks that each runs on from the one before. One thread. */
final class LogBlockBuilder {

    private final LogEnd start;
    private final int bytesMax;
    private final List<LogRow> rows = new ArrayList<>();
    private long lastVersion;
    private long bytes;

    LogBlockBuilder(LogEnd start, int bytesMax) {
        this.start = start;
        this.bytesMax = bytesMax;
        this.lastVersion = start.version();
    }

    static LogEnd endOf(LogRow row) {
        return new LogEnd(row.firstVersion(), row.lastVersion(), row.hash());
    }

    /**
     * Adds the next row of the log, unless the block is full: the first always fits, no other begins beyond the size.
     *
     * @return whether it was added
     * @throws DamagedLogException if the row does not begin after the one before, or has other entries than it says
     */
    boolean add(LogRow row) {
        if (row.firstVersion() != lastVersion + 1) {
            throw new DamagedLogException(
                    "after version " + lastVersion + " comes a row that begins at " + row.firstVersion());
        }
        if (!rows.isEmpty() && bytes >= bytesMax) {
            return false;
        }
        if (row.entries().size() != row.lastVersion() - row.firstVersion() + 1) {
            throw new DamagedLogException("the row of versions " + row.firstVersion() + " to " + row.lastVersion()
                    + " holds " + row.entries().size() + " entries");
        }
        rows.add(row);
        lastVersion = row.lastVersion();
        for (byte[] entry : row.entries()) {
            bytes += entry.length;
        }
        return true;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    LogBlock build(boolean reachedHead) {
        return new LogBlock(start, List.copyOf(rows), reachedHead);
    }
}
