package io.cowrite.observability;

/** What the journal tells of its work. Any thread may call; nothing blocks. */
public interface JournalMeter {

    /** Hears nothing. */
    JournalMeter NONE = new JournalMeter() {};

    /** How a statement ended. */
    enum Statement {
        ANSWERED,
        REFUSED,
        IN_DOUBT
    }

    /**
     * A statement that appends {@code rows} ended after {@code nanos}.
     *
     * @param entries of all rows
     * @param bytes of all entries
     */
    default void statement(Statement end, int rows, long entries, long bytes, long nanos) {}

    /**
     * A row was appended.
     *
     * @param bytes of its entries
     * @param nanos since its room gave it
     */
    default void appended(int entries, long bytes, long nanos) {}

    /** A statement did not append a row: it does not follow what is there now. */
    default void notAppended() {}

    /** The server refused a row, or the statement that it was in. */
    default void failed() {}

    /** Nobody knows whether a row stands. */
    default void inDoubt() {}

    /** A snapshot is not what was stored, and is passed over. */
    default void snapshotDamaged() {}
}
