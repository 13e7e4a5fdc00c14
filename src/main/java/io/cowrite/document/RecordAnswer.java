package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document's record as one reader sees it.
 *
 * @param role of the reader
 * @param updatedAt when title or access last changed; the text's own time is its log's
 * @param deletedAt null unless it is in the trash
 */
record RecordAnswer(
        UUID id,
        String title,
        String type,
        String role,
        String generalAccess,
        @Nullable Author owner,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {

    /** How {@code generalAccess} says that the address alone opens nothing. */
    static final String NO_ACCESS = "none";

    static RecordAnswer of(Document document, Role role, @Nullable Author owner) {
        Role access = document.generalAccess();
        return new RecordAnswer(
                document.id(),
                document.title(),
                document.type().wireName(),
                role.wireName(),
                access == null ? NO_ACCESS : access.wireName(),
                owner,
                document.createdAt(),
                document.updatedAt(),
                document.deletedAt());
    }
}
