package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.presence.Present;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.Selection;
import org.jspecify.annotations.Nullable;

/** Moves a selection from where its author counted it to the head. Pure. */
final class SelectionMove {

    private SelectionMove() {}

    /** {@code selection}, counted at {@code baseVersion}, at {@code head}; null if that is out of reach. */
    static @Nullable Selection toHead(Selection selection, long baseVersion, RoomState head) {
        Tail tail = head.tail();
        if (baseVersion < tail.base().version() || baseVersion > tail.lastVersion()) {
            return null;
        }
        Selection moved = selection;
        for (long version = baseVersion + 1; version <= tail.lastVersion(); version++) {
            moved = Present.move(moved, tail.at(version).entry().operation());
        }
        return clamp(moved, head.content().length());
    }

    /**
     * The same for a selection counted after one's own {@code submission} on top of {@code baseVersion}; that
     * submission was settled by entry {@code settledAt}. Null if out of reach, or if it was refused.
     */
    static @Nullable Selection afterOwn(
            Selection selection, long baseVersion, Submission submission, long settledAt, RoomState head) {
        Tail tail = head.tail();
        if (baseVersion >= settledAt) {
            return toHead(selection, baseVersion, head);
        }
        if (submission.baseVersion() < tail.base().version()
                || baseVersion < submission.baseVersion()
                || tail.at(settledAt).entry().refused() != null) {
            return null;
        }
        Delta own = submission.operation();
        Selection moved = selection;
        for (long version = submission.baseVersion() + 1; version < settledAt; version++) {
            SealedEntry entry = tail.at(version);
            if (version > baseVersion) {
                moved = Present.move(moved, entry.entry().operation().transformUnder(own));
            }
            own = own.transformOver(entry.entry().operation());
        }
        return toHead(moved, settledAt, head);
    }

    private static Selection clamp(Selection selection, int length) {
        return new Selection(Math.min(selection.anchor(), length), Math.min(selection.head(), length));
    }
}
