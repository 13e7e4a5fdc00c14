package io.cowrite.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The row of somebody who has opened or made a document. */
@Entity
@Table(name = "app_user")
class User {

    @Id
    private UUID id;

    private String name;

    private String color;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    User(UUID id, String name, String color, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.color = color;
        this.createdAt = createdAt;
    }

    /** For Hibernate, which fills the fields. */
    protected User() {
        this(new UUID(0, 0), "", "", Instant.EPOCH);
    }

    Author author() {
        return new Author(id.toString(), name, color);
    }
}
