package io.cowrite.journal;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The commit log. Any thread may call; stages complete on a thread of the journal's, which the caller must not block.
 * Stages of {@link #append} never fail: every exception is an {@link AppendOutcome}.
 */
public interface Journal {

    /** Commits one batch. At most one of a document is under way at a time (the caller's duty). */
    CompletionStage<AppendOutcome> append(Append append);

    /**
     * Reads the log after {@code afterVersion}, at least one row if there is one, about {@code bytesMax} at most.
     *
     * @return empty if the document has no log; a failed stage if the store cannot be read
     */
    CompletionStage<Optional<LogBlock>> read(UUID documentId, long afterVersion, int bytesMax);

    /** The same for whoever is far behind: beside the reads of rooms, which never wait for it. */
    CompletionStage<Optional<LogBlock>> replay(UUID documentId, long afterVersion, int bytesMax);

    /**
     * Keeps a snapshot, and lets go of those that are no longer needed. The stage tells whether it was kept: only if a row
     * of the log ends there with that hash, and the document is not purged. It fails if the store cannot be written.
     */
    CompletionStage<Boolean> keep(Snapshot snapshot);

    /**
     * The newest snapshot at or before {@code versionMax} that is whole; whether the log has its hash is for the caller to
     * see. The stage fails if the store cannot be read.
     */
    CompletionStage<Optional<Snapshot>> snapshot(UUID documentId, long versionMax);
}
