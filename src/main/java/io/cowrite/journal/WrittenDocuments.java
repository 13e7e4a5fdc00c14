package io.cowrite.journal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the rows that this node gave to the log, by document, so that compaction knows where to look. It may forget: the
 * sweep finds the others. Any thread.
 */
final class WrittenDocuments {

    private static final int DOCUMENTS_MAX = 100_000;

    private final Map<UUID, Integer> rows = new ConcurrentHashMap<>();

    void row(UUID documentId) {
        if (rows.computeIfPresent(documentId, (id, count) -> count + 1) == null && rows.size() < DOCUMENTS_MAX) {
            rows.merge(documentId, 1, Integer::sum);
        }
    }

    /** The documents with at least {@code rowsMin} rows; they, or if there are too many all, are counted anew from here on. */
    List<UUID> take(int rowsMin) {
        List<UUID> due = rows.entrySet().stream().filter(entry -> entry.getValue() >= rowsMin)
                .map(Map.Entry::getKey).toList();
        if (rows.size() < DOCUMENTS_MAX) {
            due.forEach(rows::remove);
        } else {
            rows.clear();
        }
        return due;
    }
}
