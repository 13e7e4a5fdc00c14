package io.cowrite.protocol;

/** A point of a document's history: the hash of its log after entry {@code version} (0 or more). */
public record Point(long version, Hash hash) {}
