package io.cowrite.journal;

import java.util.List;

/**
 * A run of the log.
 *
 * @param start the newest row that ends at or before the version asked after; the rows follow it
 * @param rows in order, without gap as far as stored; may begin before the version asked after (rows may be re-cut)
 * @param reachedHead whether nothing followed the last of {@code rows} when the statement began
 */
public record LogBlock(LogEnd start, List<LogRow> rows, boolean reachedHead) {}
