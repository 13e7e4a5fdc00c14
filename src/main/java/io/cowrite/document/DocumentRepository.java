package io.cowrite.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** SQL throughout: the first query in another language would cost each start 0.7 s for its parsers. */
interface DocumentRepository extends Repository<Document, UUID> {

    Document saveAndFlush(Document document);

    Optional<Document> findById(UUID id);

    /** Locks the row to the end of the transaction, so that rights are judged by what is changed. */
    @NativeQuery("select * from document where id = :id for no key update")
    Optional<Document> findForChange(UUID id);

    /** What {@code ownerId} moved to the trash before {@code before}, or then with a smaller id: newest first. */
    @NativeQuery("select * from document"
            + " where owner_id = :ownerId and deleted_at is not null and purged_at is null"
            + " and position(lower(:text) in lower(title)) > 0"
            + " and (deleted_at, id) < (:before, :beforeId)"
            + " order by deleted_at desc, id desc")
    List<Document> trashed(UUID ownerId, String text, Instant before, UUID beforeId, Limit limit);
}
