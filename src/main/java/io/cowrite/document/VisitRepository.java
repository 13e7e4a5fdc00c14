package io.cowrite.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
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
    @Query("select new io.cowrite.document.ListedDocument(d, v.openedAt)"
            + " from Visit v join Document d on d.id = v.key.documentId"
            + " where v.key.userId = :userId and d.deletedAt is null and d.purgedAt is null"
            + " and (d.ownerId = :userId or d.generalAccess is not null)"
            + " and locate(lower(:text), lower(d.title)) > 0"
            + " and (v.openedAt < :before or v.openedAt = :before and d.id < :beforeId)"
            + " order by v.openedAt desc, d.id desc")
    List<ListedDocument> opened(UUID userId, String text, Instant before, UUID beforeId, Limit limit);
}
