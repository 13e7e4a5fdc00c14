package io.cowrite.room;

import io.cowrite.journal.LogBlock;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Moves a submission over entries out of the store, block after block, outside the room. Pure. */
final class StoreWalk {

    private StoreWalk() {}

    /**
     * {@code walk} over what {@code block}, read after {@code walk.upTo()}, holds up to the last of {@code tail}: further than
     * to its base, which may have moved on meanwhile. A block that does not lead to the tail, or has other entries, fails
     * with {@link BrokenChainException}.
     */
    static Walk over(Walk walk, Optional<LogBlock> block, Tail tail) {
        try {
            LogBlock read = block.orElseThrow(() -> new BrokenChainException("the log is gone"));
            Hash base = read.hashAt(walk.upTo());
            if (base == null) {
                throw new BrokenChainException("the log ends before " + walk.upTo());
            }
            return over(walk, ChainedLog.entriesAfter(new Point(walk.upTo(), base), read), tail);
        } catch (BrokenChainException e) {
            throw new CompletionException(e);
        }
    }

    private static Walk over(Walk start, Iterable<SealedEntry> entries, Tail tail) throws BrokenChainException {
        Walk walk = start;
        for (SealedEntry entry : entries) {
            if (entry.version() > tail.lastVersion()) {
                break;
            }
            Hash known = tail.hashAt(entry.version());
            if (known != null && !entry.hash().equals(known)) {
                throw new BrokenChainException("the log has another hash at " + entry.version());
            }
            walk = walk.over(entry);
        }
        if (walk.upTo() == start.upTo() && walk.found() == null) {
            throw new BrokenChainException("the log ends at " + start.upTo() + ", before the tail");
        }
        return walk;
    }
}
