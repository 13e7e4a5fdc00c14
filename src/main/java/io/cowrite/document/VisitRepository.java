package io.cowrite.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface VisitRepository extends Repository<Visit, Visit.Key> {

    /** One statement, so that two visits at once do not collide; time does not run back. */
    @Modifying
    @NativeQuery("insert into visit (user_id, document_id, opened_at) values (:userId, :documentId, :now)"
            + " on conflict (user_id, document_id) do update"
            + " set opened_at = greatest(visit.opened_at, excluded.opened_at)")
    void record(UUID userId, UUID documentId, Instant now);

    /**
     * What was opened before {@code before}, or then with a smaller id: newest first. It leaves out what nobody but the
     * owner has a role in only to fill pages: the rights decide.
     */
    default List<ListedDocument> opened(UUID userId, String text, Instant before, UUID beforeId, Limit limit) {
        return openedRows(userId, text, before, beforeId, limit).stream()
                .map(row -> new ListedDocument((Document) row[0], (Instant) row[1]))
                .toList();
    }

    @NativeQuery(value = "select document.*, opened_at from visit join document on id = document_id"
            + " where user_id = :userId and deleted_at is null and purged_at is null"
            + " and (owner_id = :userId or general_access is not null)"
            + " and position(lower(:text) in lower(title)) > 0"
            + " and (opened_at, document_id) < (:before, :beforeId)"
            + " order by opened_at desc, document_id desc", sqlResultSetMapping = Visit.DOCUMENT_OPENED_AT)
    List<Object[]> openedRows(UUID userId, String text, Instant before, UUID beforeId, Limit limit);
}
