package io.cowrite.room;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Where rooms read the record of their document; committed state only. */
public interface DocumentSource {

    /** Empty if there is none, or it is purged; a failed stage if the store cannot be read. Never blocks. */
    CompletionStage<Optional<DocumentRecord>> find(UUID documentId);
}
