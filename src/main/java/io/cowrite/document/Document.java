package io.cowrite.document;

import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.protocol.DocumentType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The record of a document. Changed only while its row is locked; every change of rights brings a new access version. */
@Entity
@Table(name = "document")
@DynamicUpdate
class Document {

    @Id
    private UUID id;

    private String title;

    private DocumentType type;

    @Column(name = "owner_id", updatable = false)
    private UUID ownerId;

    @Column(name = "general_access")
    private @Nullable Role generalAccess;

    @Column(name = "access_version")
    private long accessVersion;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "purged_at")
    private @Nullable Instant purgedAt;

    @Column(name = "quarantined_at", insertable = false, updatable = false)
    private @Nullable Instant quarantinedAt;

    Document(UUID id, String title, DocumentType type, UUID ownerId, @Nullable Role generalAccess, Instant now) {
        this.id = id;
        this.title = title;
        this.type = type;
        this.ownerId = ownerId;
        this.generalAccess = generalAccess;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** For Hibernate, which fills the fields. */
    protected Document() {
        this(new UUID(0, 0), "", DocumentType.TEXT, new UUID(0, 0), null, Instant.EPOCH);
    }

    void rename(String title, Instant now) {
        this.title = title;
        this.updatedAt = now;
    }

    void open(@Nullable Role generalAccess, long accessVersion, Instant now) {
        this.generalAccess = generalAccess;
        this.accessVersion = accessVersion;
        this.updatedAt = now;
    }

    void trash(long accessVersion, Instant now) {
        this.deletedAt = now;
        this.accessVersion = accessVersion;
    }

    void restore(long accessVersion) {
        this.deletedAt = null;
        this.accessVersion = accessVersion;
    }

    void purge(long accessVersion, Instant now) {
        this.purgedAt = now;
        this.accessVersion = accessVersion;
    }

    Rights rights() {
        return new Rights(accessVersion, ownerId.toString(), generalAccess, deletedAt != null, purgedAt != null,
                quarantinedAt != null);
    }

    UUID id() {
        return id;
    }

    String title() {
        return title;
    }

    DocumentType type() {
        return type;
    }

    UUID ownerId() {
        return ownerId;
    }

    @Nullable
    Role generalAccess() {
        return generalAccess;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    Instant deletedAt() {
        return deletedAt;
    }
}
