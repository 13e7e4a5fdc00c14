package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import org.jspecify.annotations.Nullable;

/**
 * One numbered line of a document's log; its version is given by its place.
 *
 * @param at milliseconds since 1970, not before the entry before; for display only
 * @param refused why the operation was refused; then {@code operation} is empty
 * @param sequence from 1, in the order of the replica {@code clientId} of {@code userId}
 */
public record Entry(
        long at, String clientId, Delta operation, @Nullable RefusalCode refused, long sequence, String userId) {}
