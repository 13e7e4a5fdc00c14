package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.UUID;

/**
 * What a fold of a document's log up to {@code version} gives, as bytes that the journal does not look into.
 *
 * @param hash of the log after {@code version}
 * @param content the document's content
 * @param replicas the last sequences of those who wrote last
 */
public record Snapshot(UUID documentId, long version, Hash hash, byte[] content, byte[] replicas) {}
