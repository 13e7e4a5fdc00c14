package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Hash;

/**
 * A copy of a raw submission on its way to another node.
 *
 * @param baseHash of the sender's log at {@code baseVersion}: where the receiver's has another, it means another text
 * @param bytes size of the operation's JSON
 */
public record ForwardedSubmission(
        String userId, String clientId, long sequence, long baseVersion, Hash baseHash, Delta operation, int bytes) {}
