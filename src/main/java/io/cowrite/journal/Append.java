package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.List;
import java.util.UUID;

/**
 * One batch to be committed as one row.
 *
 * @param follows the row it must follow, exactly
 * @param accessVersion the rights were judged by; the document's must still be this
 * @param entries bytes of each, at least one; the row's first version is {@code follows.version() + 1}
 * @param hash after the last entry
 */
public record Append(UUID documentId, LogEnd follows, long accessVersion, List<byte[]> entries, Hash hash) {

    public long firstVersion() {
        return follows.version() + 1;
    }

    public long lastVersion() {
        return follows.version() + entries.size();
    }

    /** Where the log ends once this is committed. */
    public LogEnd end() {
        return new LogEnd(firstVersion(), lastVersion(), hash);
    }
}
