package io.cowrite.proof;

import io.cowrite.observability.ProofMeter;
import io.cowrite.room.Finding;
import io.cowrite.room.Quarantine;
import io.cowrite.room.RecordChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Proves documents on a thread of its own, one at a time, and acts on what it finds: a damaged log puts its document into
 * quarantine, one that is whole takes it out, a snapshot that is wrong is forgotten. Nothing of a log is ever changed.
 */
@Component
class Examiner implements Quarantine, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    private final DataSource connections;
    private final StoredQuarantine quarantine;
    private final ObjectProvider<RecordChanges> rooms;
    private final ProofMeter meter;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("cowrite-examiner").factory());
    private final Map<UUID, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();

    Examiner(DataSource connections, StoredQuarantine quarantine, ObjectProvider<RecordChanges> rooms,
            ProofMeter meter) {
        this.connections = connections;
        this.quarantine = quarantine;
        this.rooms = rooms;
        this.meter = meter;
        meter.watch(Finding.Kind.values());
    }

    /** Rooms that ask of a document while it is being proven get the same answer. */
    @Override
    public CompletionStage<Boolean> examine(UUID documentId) {
        try {
            return asked.computeIfAbsent(documentId,
                    id -> CompletableFuture.supplyAsync(() -> answerRooms(id), thread));
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedStage(closed);
        }
    }

    private boolean answerRooms(UUID documentId) {
        try {
            return proveNow(documentId).filter(proven -> isLogDamaged(proven.findings())).isPresent();
        } finally {
            asked.remove(documentId);
        }
    }

    /** As the document stands from now on. Empty if there is no such document. */
    CompletionStage<Optional<StoreProof.Proven>> prove(UUID documentId) {
        try {
            return CompletableFuture.supplyAsync(() -> proveNow(documentId), thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedStage(closed);
        }
    }

    private Optional<StoreProof.Proven> proveNow(UUID documentId) {
        try (Connection connection = connections.getConnection()) {
            StoreProof.begin(connection);
            Optional<StoreProof.Proven> proven = new StoreProof(connection).of(documentId);
            connection.rollback();
            proven.ifPresent(this::act);
            return proven;
        } catch (SQLException e) {
            throw new CompletionException("the store cannot be read", e);
        }
    }

    private void act(StoreProof.Proven proven) {
        UUID id = proven.documentId();
        for (Finding finding : proven.findings()) {
            LOG.error("{} ({})", finding, finding.kind());
            meter.found(finding.kind());
            if (!finding.kind().isOfLog()) {
                quarantine.forgetSnapshot(id, finding.version());
            }
            if (finding.kind() == Finding.Kind.WRONG_SNAPSHOT) { // No room begins from one that is damaged.
                rooms.forEach(open -> open.snapshotWrong(id));
            }
        }
        List<Finding> ofLog = proven.findings().stream().filter(finding -> finding.kind().isOfLog()).toList();
        boolean changed = ofLog.isEmpty()
                ? quarantine.lift(id, proven.at())
                : quarantine.put(id, ofLog.getFirst().toString());
        if (changed) {
            LOG.error("Document {} is {} quarantine", id, ofLog.isEmpty() ? "out of" : "in");
            count();
            rooms.forEach(open -> open.changed(id));
        }
    }

    /** The newest {@code max} in quarantine. */
    List<Quarantined> quarantined(int max) {
        return quarantine.newest(max);
    }

    /** Counts those in quarantine, for whoever watches. */
    void count() {
        meter.quarantined(quarantine.size());
    }

    private static boolean isLogDamaged(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.kind().isOfLog());
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
