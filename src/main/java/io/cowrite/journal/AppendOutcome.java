package io.cowrite.journal;

/** What is known of one append statement. */
public sealed interface AppendOutcome {

    /** The row stands, durably. */
    record Committed() implements AppendOutcome {}

    /**
     * This statement added nothing: the row to follow is not there, another row stands in its place, or the rights
     * changed. An earlier attempt of the same batch may still have committed.
     */
    record NotAppended() implements AppendOutcome {}

    /** A definite error: this statement added nothing, and says nothing about an earlier attempt. */
    record Failed(String sqlState, String message) implements AppendOutcome {}

    /** Nothing is known: it may have committed, or may commit later. */
    record InDoubt(String message) implements AppendOutcome {}
}
