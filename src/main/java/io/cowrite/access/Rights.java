package io.cowrite.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in one document: the one place that decides it. An immutable reading of the database.
 *
 * @param accessVersion a random value, new at every change of rights; compared for equality only
 * @param generalAccess the role of whoever knows the address; null: none
 * @param quarantined its log was found damaged
 */
public record Rights(
        long accessVersion, String ownerId, @Nullable Role generalAccess, boolean trashed, boolean purged,
        boolean quarantined) {

    /**
     * The role of {@code userId} towards the content; empty: the document does not exist for them. Nobody has one while it
     * is in the trash, and nobody more than a viewer's while it is in quarantine.
     */
    public Optional<Role> roleOf(String userId) {
        Optional<Role> role = trashed ? Optional.empty() : recordRoleOf(userId);
        return quarantined ? role.map(any -> Role.VIEWER) : role;
    }

    /** The role of {@code userId} towards the record alone, whatever its content; the owner keeps theirs in the trash. */
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
