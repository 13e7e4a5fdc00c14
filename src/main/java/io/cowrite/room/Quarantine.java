package io.cowrite.room;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asked when what a room reads does not fit: whether the document is damaged, or its log only went back. */
public interface Quarantine {

    /** Believes that no document is ever damaged. */
    Quarantine NONE = documentId -> CompletableFuture.completedStage(false);

    /**
     * Proves what is stored of the document. If its log is damaged, its record says so when this completes, and nobody
     * may write it any more. Any thread may call; never blocks.
     *
     * @return whether it is; a failed stage if the store cannot be read
     */
    CompletionStage<Boolean> examine(UUID documentId);
}
