package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.List;

/** One row of the log, as stored: unproven until its hashes are recomputed. {@code entries} are the bytes of each. */
public record LogRow(long firstVersion, long lastVersion, Hash hash, List<byte[]> entries) {}
