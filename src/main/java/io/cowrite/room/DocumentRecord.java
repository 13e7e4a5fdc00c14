package io.cowrite.room;

import io.cowrite.access.Rights;
import io.cowrite.protocol.DocumentType;
import java.util.UUID;

/** What a room knows of its document beside the log. */
public record DocumentRecord(UUID id, String title, DocumentType type, Rights rights) {}
