package io.cowrite.document;

import java.time.Instant;

/** A document and the moment by which it is listed: when it was opened last, or moved to the trash. */
record ListedDocument(Document document, Instant at) {}
