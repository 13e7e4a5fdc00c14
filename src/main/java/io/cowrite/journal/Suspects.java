package io.cowrite.journal;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The documents whose last append the server refused. Any thread. */
final class Suspects {

    /** Beyond, a document is not remembered: its next append is tried together with others again. */
    private static final int DOCUMENTS_MAX = 10_000;

    private final Set<UUID> documents = ConcurrentHashMap.newKeySet();

    boolean contains(UUID documentId) {
        return documents.contains(documentId);
    }

    void add(UUID documentId) {
        if (documents.size() < DOCUMENTS_MAX) {
            documents.add(documentId);
        }
    }

    void remove(UUID documentId) {
        documents.remove(documentId);
    }
}
