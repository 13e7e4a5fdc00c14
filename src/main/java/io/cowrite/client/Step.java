package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.Hash;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log, or several of others composed.
 *
 * @param version of the last of them
 * @param hash the log's after it
 * @param own what this replica had sent to get it; null for others' entries
 * @param refused whether {@code own} was refused
 */
record Step(long version, Delta operation, Hash hash, @Nullable Sent own, boolean refused) {

    Confirmed after(Confirmed before) throws InapplicableException {
        return new Confirmed(before.text().apply(operation), version, hash);
    }

    /** The same when {@code forgotten}, which stood before it, is remembered no more. */
    Step without(Step forgotten) {
        if (own == null || own.version() >= forgotten.version()) {
            return this;
        }
        return new Step(version, operation, hash, own.over(forgotten.operation(), forgotten.version()), refused);
    }
}
