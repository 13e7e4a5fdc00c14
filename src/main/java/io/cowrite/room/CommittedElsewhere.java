package io.cowrite.room;

import io.cowrite.journal.LogRow;
import io.cowrite.protocol.Hash;
import java.util.UUID;

/**
 * A row of the log as another node tells of it: nothing is proven yet.
 *
 * @param node that committed it
 * @param follows the hash before its first entry
 */
public record CommittedElsewhere(UUID node, Hash follows, LogRow row) {}
