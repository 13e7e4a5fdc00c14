package io.cowrite.web;

import io.cowrite.room.RecordChanges;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What rooms were told of changes of records. */
public final class ChangesHeard implements RecordChanges {

    /** @param committed whether no transaction was open any more */
    public record Change(UUID documentId, boolean committed) {}

    private final List<Change> changes = new CopyOnWriteArrayList<>();

    @Override
    public void changed(UUID documentId) {
        changes.add(new Change(documentId, !TransactionSynchronizationManager.isActualTransactionActive()));
    }

    @Override
    public void snapshotWrong(UUID documentId) {}

    public List<Change> of(UUID documentId) {
        return changes.stream().filter(change -> change.documentId().equals(documentId)).toList();
    }
}
