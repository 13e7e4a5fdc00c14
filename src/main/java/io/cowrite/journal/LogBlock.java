package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of the log.
 *
 * @param start the newest row that ends at or before the version asked after; the rows follow it
 * @param rows in order, without gap as far as stored; may begin before the version asked after (rows may be re-cut)
 * @param reachedHead whether nothing followed the last of {@code rows} when the statement began
 */
public record LogBlock(LogEnd start, List<LogRow> rows, boolean reachedHead) {

    /** Whether the log has {@code hash} after {@code version}, as far as the block reaches. */
    public boolean has(long version, Hash hash) {
        Hash known = hashAt(version);
        return known != null && known.equals(hash);
    }

    /** The hash after {@code version}, recomputed from the row before it; null if the block does not reach it. */
    public @Nullable Hash hashAt(long version) {
        Hash hash = start.hash();
        long at = start.version();
        for (int i = 0; i < rows.size() && at < version; i++) {
            for (byte[] entry : rows.get(i).entries()) {
                hash = HashChain.next(hash, entry);
                if (++at == version) {
                    return hash;
                }
            }
        }
        return at == version ? hash : null;
    }
}
