package io.cowrite.proof;

import java.time.Instant;
import java.util.UUID;

/** A document that nobody may write until it proves itself again. */
record Quarantined(UUID documentId, Instant since, String finding) {}
