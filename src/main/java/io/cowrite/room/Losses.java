package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches documents whose log went back: those who wrote what it lost offer it again, and after a while it is told what
 * did not come. Memory only: a node that ends meanwhile tells nothing. Any thread.
 */
final class Losses {

    /** Documents watched at a time; of others it is only told that their log went back. */
    static final int WATCHED_MAX = 1_000;

    /** Reports remembered. */
    static final int REPORTS_MAX = 100;

    private static final Logger log = LoggerFactory.getLogger(Losses.class);

    private final RoomPorts ports;
    private final int readBytes;
    private final long watchMillis;
    private final Map<UUID, Loss> watched = new HashMap<>();
    private final Deque<LossReport> reports = new ArrayDeque<>();

    /** @param watchMillis how long authors have to offer again what was lost */
    Losses(RoomPorts ports, int readBytes, long watchMillis) {
        this.ports = ports;
        this.readBytes = readBytes;
        this.watchMillis = watchMillis;
    }

    /** The newest first. */
    synchronized List<LossReport> reports() {
        return List.copyOf(reports);
    }

    /** A room found another log than it knew; {@code tail} is what it had of it. */
    void wentBack(DocumentRecord document, Tail tail) {
        if (watches(document)) {
            had(document, tail, tail.range(tail.base().version() + 1, tail.lastVersion())); // Decoded here, outside the lock.
        }
    }

    private synchronized boolean watches(DocumentRecord document) {
        return watch(document).isPresent();
    }

    private synchronized void had(DocumentRecord document, Tail tail, List<SealedEntry> entries) {
        watch(document).ifPresent(loss -> loss.had(tail, entries));
    }

    /** A document was loaded, maybe anew after its log went back. A damaged one has lost nothing that is known. */
    synchronized void loaded(DocumentRecord document, long version) {
        Loss loss = watched.get(document.id());
        if (loss == null) {
            return;
        }
        if (document.rights().quarantined()) {
            watched.remove(document.id());
        } else {
            loss.endsAt(version);
        }
    }

    /**
     * A client joins that has seen {@code seen}, which the log does not have.
     *
     * @param resumed the newest version that client and log have in common; 0: none is known
     */
    synchronized void missing(DocumentRecord document, Point seen, long resumed, long head) {
        if (!document.rights().quarantined()) {
            watch(document).ifPresent(loss -> {
                loss.endsAt(head < seen.version() ? head : resumed);
                loss.seen(seen.version());
            });
        }
    }

    /** Something is committed again that its author had offered before the log went back, or may have. */
    synchronized void offered(UUID documentId, Submission submission) {
        Loss loss = watched.get(documentId);
        if (loss != null) {
            loss.offered(submission);
        }
    }

    /** Empty if too many are watched already. */
    private Optional<Loss> watch(DocumentRecord document) {
        Loss known = watched.get(document.id());
        if (known != null) {
            return Optional.of(known);
        }
        if (watched.size() >= WATCHED_MAX) {
            log.warn("document {}: too many logs went back to watch what becomes of its edits", document.id());
            return Optional.empty();
        }
        Loss loss = new Loss(document);
        watched.put(document.id(), loss);
        ports.time().after(watchMillis, () -> judge(document.id()));
        return Optional.of(loss);
    }

    private void judge(UUID documentId) {
        Optional<Loss> loss = find(documentId);
        if (loss.isEmpty()) {
            return;
        }
        Loss.Search search = loss.get().new Search();
        read(loss.get(), search, loss.get().readFrom()).whenComplete((end, failure) -> {
            if (failure == null) {
                told(documentId, search, end);
            } else {
                log.warn("document {}: its log cannot be read now: {}", documentId, String.valueOf(failure));
                ports.time().after(watchMillis, () -> judge(documentId));
            }
        });
    }

    private synchronized Optional<Loss> find(UUID documentId) {
        return Optional.ofNullable(watched.get(documentId));
    }

    /** Reads on to the end of the log, and gives its version; -1: there is no log any more. */
    private CompletionStage<Long> read(Loss loss, Loss.Search search, long after) {
        return ports.journal().replay(loss.document().id(), after, readBytes).thenComposeAsync(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedStage(-1L);
            }
            long end = look(search, found.get());
            return found.get().reachedHead()
                    ? CompletableFuture.completedStage(end)
                    : read(loss, search, end);
        }, ports.executor());
    }

    private static long look(Loss.Search search, LogBlock block) {
        long end = block.start().version();
        for (LogRow row : block.rows()) {
            long version = row.firstVersion();
            for (byte[] entry : row.entries()) {
                try {
                    search.at(version++, EntryCodec.decode(entry));
                } catch (MalformedException e) {
                    throw new CompletionException(e);
                }
            }
            end = row.lastVersion();
        }
        return end;
    }

    private synchronized void told(UUID documentId, Loss.Search search, long end) {
        watched.remove(documentId);
        if (end >= 0) {
            search.report(Instant.ofEpochMilli(ports.time().epochMillis()), end).ifPresent(this::tell);
        }
    }

    private void tell(LossReport report) {
        reports.addFirst(report);
        if (reports.size() > REPORTS_MAX) {
            reports.removeLast();
        }
        ports.meter().lost(report.lost(), report.notRecovered(), report.fromClients());
        // What clients say they have seen is not proven, and must not sound an alarm.
        log.atLevel(report.fromClients() ? Level.WARN : Level.ERROR).log(
                "document {}: its log went back to version {} and lost {}{} edits; {} were offered again and are saved, {} were not recovered",
                report.documentId(),
                report.endedAt(),
                report.fromClients() ? "at most " : "",
                report.lost(),
                report.recovered(),
                report.notRecovered());
    }
}
