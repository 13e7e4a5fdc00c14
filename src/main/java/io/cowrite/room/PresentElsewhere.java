package io.cowrite.room;

import io.cowrite.presence.Present;
import java.util.List;
import java.util.UUID;

/**
 * All who are connected to another node.
 *
 * @param count counted up by {@code node}, so that what comes late is told
 * @param version where the selections count
 */
public record PresentElsewhere(UUID node, long count, long version, List<Present> here) {}
