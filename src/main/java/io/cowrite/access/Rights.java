package io.cowrite.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in one document: the one place that decides it. An immutable reading of the database.
 *
 * @param accessVersion a random value, new at every change of rights; compared for equality only
 * @param generalAccess the role of whoever knows the address; null: none
 */
public record Rights(
        long accessVersion, String ownerId, @Nullable Role generalAccess, boolean trashed, boolean purged) {

    /** The role of {@code userId}; empty: the document does not exist for them. Nobody has one while it is in the trash. */
    public Optional<Role> roleOf(String userId) {
        return trashed ? Optional.empty() : recordRoleOf(userId);
    }

    /** The role of {@code userId} towards the record alone: as {@link #roleOf}, but the owner keeps theirs in the trash. */
    public Optional<Role> recordRoleOf(String userId) {
        if (purged) {
            return Optional.empty();
        }
        if (ownerId.equals(userId)) {
            return Optional.of(Role.OWNER);
        }
        return trashed ? Optional.empty() : Optional.ofNullable(generalAccess);
    }
}
