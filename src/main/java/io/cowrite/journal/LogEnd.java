package io.cowrite.journal;

import io.cowrite.protocol.Hash;

/** Where a row of the log ends: its first and last version, and the hash after the last. */
public record LogEnd(long firstVersion, long version, Hash hash) {}
