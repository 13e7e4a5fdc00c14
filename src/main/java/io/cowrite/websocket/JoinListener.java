package io.cowrite.websocket;

import io.cowrite.access.Author;
import java.util.UUID;

/** Hears who opened a document by socket: with new content, not only again. */
interface JoinListener {

    void joined(Author author, UUID documentId);
}
