package io.cowrite.room;

import io.cowrite.journal.Append;
import io.cowrite.presence.Present;
import java.util.List;
import java.util.UUID;

/**
 * The other nodes on this database, as rooms speak to them. What is said may be lost, repeated or late: nothing depends on
 * it but speed. Any thread may call; nothing blocks or fails.
 */
public interface Peers {

    /** No other node, ever. */
    Peers NONE = new Peers() {};

    /** Whether no other node is registered, as far as is known: then nothing need be said. */
    default boolean alone() {
        return true;
    }

    /** Names the database and its timeline as last seen; another after a failover. */
    default String timeline() {
        return "";
    }

    /** {@code append} was committed while the database was on {@code timeline}. */
    default void committed(Append append, String timeline) {}

    /** Copies of what waits here, for {@code winner} to commit. */
    default void forward(UUID documentId, UUID winner, List<ForwardedSubmission> submissions) {}

    /** All who are connected to {@code documentId} here; their selections count at {@code version}. */
    default void present(UUID documentId, long version, List<Present> here) {}
}
