package io.cowrite.client;

/**
 * A document as REST gave it.
 *
 * @param text the content after entry {@code version}
 * @param hashStart the first 12 hex digits of the log's hash there
 */
public record ReadContent(String text, long version, String hashStart) {}
