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
}
