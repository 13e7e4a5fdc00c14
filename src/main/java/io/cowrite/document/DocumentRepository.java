package io.cowrite.document;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
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
}
