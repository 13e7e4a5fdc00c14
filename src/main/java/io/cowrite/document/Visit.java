package io.cowrite.document;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That somebody has opened, or made, a document, and when last. */
@Entity
@Table(name = "visit")
@SqlResultSetMapping(name = Visit.DOCUMENT_OPENED_AT, entities = @EntityResult(entityClass = Document.class), columns = @ColumnResult(name = "opened_at", type = Instant.class))
class Visit {

    /** Rows of all columns of a document, and {@code opened_at}. */
    static final String DOCUMENT_OPENED_AT = "documentOpenedAt";

    @EmbeddedId
    private Key key;

    @Column(name = "opened_at")
    private Instant openedAt;

    Visit(Key key, Instant openedAt) {
        this.key = key;
        this.openedAt = openedAt;
    }

    /** For Hibernate, which fills the fields. */
    protected Visit() {
        this(new Key(new UUID(0, 0), new UUID(0, 0)), Instant.EPOCH);
    }

    Key key() {
        return key;
    }

    Instant openedAt() {
        return openedAt;
    }

    @Embeddable
    record Key(
            @Column(name = "user_id") UUID userId,
            @Column(name = "document_id") UUID documentId) {}
}
