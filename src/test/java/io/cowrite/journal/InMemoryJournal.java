package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, for tests and simulation. It does its work on the executor given, so whoever owns that decides
 * when an append commits and in which order; with {@code Runnable::run} it is done when the call returns. Any thread.
 */
public final class InMemoryJournal implements Journal {

    private static final int SNAPSHOTS_KEPT = 2;

    private final Executor executor;
    private final Map<UUID, Document> documents = new HashMap<>();

    public InMemoryJournal(Executor executor) {
        this.executor = executor;
    }

    /** Makes a document with its row of version 0. */
    public synchronized void start(UUID documentId, Hash start, long accessVersion) {
        Document document = new Document(accessVersion);
        document.rows.put(0L, new LogRow(0, 0, start, List.of()));
        if (documents.putIfAbsent(documentId, document) != null) {
            throw new IllegalStateException("document " + documentId + " has been started");
        }
    }

    /** Where the log of a document ends just now. */
    public synchronized long lastVersion(UUID documentId) {
        return existing(documentId).rows.lastEntry().getValue().lastVersion();
    }

    /** Changes the rights of a document: appends judged by another value are not appended. */
    public synchronized void setAccessVersion(UUID documentId, long accessVersion) {
        existing(documentId).accessVersion = accessVersion;
    }

    /** From now on the document takes nothing; its log can be read until it is {@link #erase erased}. */
    public synchronized void purge(UUID documentId) {
        existing(documentId).purged = true;
    }

    /** Removes all rows of a document. */
    public synchronized void erase(UUID documentId) {
        existing(documentId).rows.clear();
    }

    /** Loses all rows after {@code version}, as a failover to an older copy does; a row that spans it goes as a whole. */
    public synchronized void rollBack(UUID documentId, long version) {
        existing(documentId).rows.values().removeIf(row -> row.lastVersion() > version);
    }

    /** Merges all rows but that of version 0 into one. */
    public synchronized void merge(UUID documentId) {
        SortedMap<Long, LogRow> rows = existing(documentId).rows.tailMap(0L, false);
        LogRow last = existing(documentId).rows.lastEntry().getValue();
        List<byte[]> entries = rows.values().stream().flatMap(row -> row.entries().stream()).toList();
        rows.clear();
        rows.put(1L, new LogRow(1, last.lastVersion(), last.hash(), entries));
    }

    @Override
    public CompletionStage<AppendOutcome> append(Append append) {
        return CompletableFuture.supplyAsync(() -> appendNow(append), executor);
    }

    @Override
    public CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax) {
        return CompletableFuture.supplyAsync(() -> readNow(documentId, afterVersion, bytesMax), executor);
    }

    @Override
    public CompletionStage<Optional<LogBlock>> replay(UUID documentId, long afterVersion, int bytesMax) {
        return read(documentId, afterVersion, bytesMax);
    }

    @Override
    public CompletionStage<Boolean> keep(Snapshot snapshot) {
        return CompletableFuture.supplyAsync(() -> keepNow(snapshot), executor);
    }

    @Override
    public CompletionStage<Optional<Snapshot>> snapshot(UUID documentId, long versionMax) {
        return CompletableFuture.supplyAsync(() -> snapshotNow(documentId, versionMax), executor);
    }

    /** All rows of a document, in order. */
    public synchronized List<LogRow> rows(UUID documentId) {
        return List.copyOf(existing(documentId).rows.values());
    }

    /** The snapshots of a document, the oldest first; what is changed here is changed in the journal. */
    public synchronized SortedMap<Long, Snapshot> snapshots(UUID documentId) {
        return existing(documentId).snapshots;
    }

    private synchronized boolean keepNow(Snapshot snapshot) {
        Document document = documents.get(snapshot.documentId());
        if (document == null || !document.bearsOut(snapshot)) {
            return false;
        }
        document.snapshots.put(snapshot.version(), snapshot);
        while (document.snapshots.size() > SNAPSHOTS_KEPT) {
            document.snapshots.pollFirstEntry();
        }
        return true;
    }

    private synchronized Optional<Snapshot> snapshotNow(UUID documentId, long versionMax) {
        Document document = documents.get(documentId);
        return document == null
                ? Optional.empty()
                : Optional.ofNullable(document.snapshots.floorEntry(versionMax)).map(Map.Entry::getValue);
    }

    private synchronized AppendOutcome appendNow(Append append) {
        Document document = documents.get(append.documentId());
        if (document == null || !document.takes(append)) {
            return new AppendOutcome.NotAppended();
        }
        LogRow row = new LogRow(
                append.firstVersion(), append.lastVersion(), append.hash(), List.copyOf(append.entries()));
        boolean appended = document.rows.putIfAbsent(append.firstVersion(), row) == null;
        return appended ? new AppendOutcome.Committed() : new AppendOutcome.NotAppended();
    }

    private synchronized Optional<LogBlock> readNow(UUID documentId, long afterVersion, int bytesMax) {
        Document document = documents.get(documentId);
        if (document == null || document.rows.isEmpty()) {
            return Optional.empty();
        }
        LogRow start = document.newestEndingBy(afterVersion);
        LogBlockBuilder block = new LogBlockBuilder(LogBlockBuilder.endOf(start), bytesMax);
        for (LogRow row : document.rows.tailMap(start.firstVersion(), false).values()) {
            if (!block.add(row)) {
                return Optional.of(block.build(false));
            }
        }
        return Optional.of(block.build(true));
    }

    private Document existing(UUID documentId) {
        Document document = documents.get(documentId);
        if (document == null) {
            throw new IllegalStateException("document " + documentId + " was never started");
        }
        return document;
    }

    private static final class Document {

        private final TreeMap<Long, LogRow> rows = new TreeMap<>();
        private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
        private long accessVersion;
        private boolean purged;

        Document(long accessVersion) {
            this.accessVersion = accessVersion;
        }

        boolean takes(Append append) {
            @Nullable
            LogRow followed = rows.get(append.follows().firstVersion());
            return !purged
                    && accessVersion == append.accessVersion()
                    && followed != null
                    && LogBlockBuilder.endOf(followed).equals(append.follows());
        }

        boolean bearsOut(Snapshot snapshot) {
            return !purged && rows.values().stream()
                    .anyMatch(row -> row.lastVersion() == snapshot.version() && row.hash().equals(snapshot.hash()));
        }

        LogRow newestEndingBy(long version) {
            return rows.descendingMap().tailMap(version, true).values().stream()
                    .filter(row -> row.lastVersion() <= version)
                    .findFirst()
                    .orElseThrow(() -> new DamagedLogException("nothing ends at or before version " + version));
        }
    }
}
