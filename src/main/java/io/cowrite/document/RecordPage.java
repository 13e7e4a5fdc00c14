package io.cowrite.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the list; {@code nextCursor} is null after the last. */
record RecordPage(List<RecordAnswer> items, @Nullable String nextCursor) {}
