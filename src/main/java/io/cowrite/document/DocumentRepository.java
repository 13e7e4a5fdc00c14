package io.cowrite.document;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DocumentRepository extends Repository<Document, UUID> {

    Document saveAndFlush(Document document);

    Optional<Document> findById(UUID id);

    /** Locks the row to the end of the transaction, so that rights are judged by what is changed. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from Document d where d.id = :id")
    Optional<Document> findForChange(UUID id);

    /** What {@code ownerId} moved to the trash before {@code before}, or then with a smaller id: newest first. */
    @Query("select new io.cowrite.document.ListedDocument(d, d.deletedAt) from Document d"
            + " where d.ownerId = :ownerId and d.deletedAt is not null and d.purgedAt is null"
            + " and locate(lower(:text), lower(d.title)) > 0"
            + " and (d.deletedAt < :before or d.deletedAt = :before and d.id < :beforeId)"
            + " order by d.deletedAt desc, d.id desc")
    List<ListedDocument> trashed(UUID ownerId, String text, Instant before, UUID beforeId, Limit limit);
}
