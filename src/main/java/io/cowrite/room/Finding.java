package io.cowrite.room;

import java.util.UUID;

/**
 * One thing that is wrong with what is stored of a document.
 *
 * @param version the first that it concerns
 * @param message what was found there, in words
 */
public record Finding(UUID documentId, Kind kind, long version, String message) {

    /** What is wrong. */
    public enum Kind {
        /** There is a document, and no row of its log. */
        LOG_MISSING,
        /** The log does not begin as that of this document must. */
        OTHER_BEGINNING,
        /** A row does not begin after the one before. */
        GAP,
        /** A row's entries cannot be told apart, or are not as many as it says. */
        UNREADABLE_ROW,
        /** Entries are others than those that the row's hash was made of, or follow others. */
        OTHER_HASH,
        /** An entry is not of the form of an entry, or does not apply to the content before it. */
        IMPOSSIBLE_ENTRY,
        /** The log ends before a version that it once had: there is a snapshot of it. */
        CUT_OFF,
        /** A snapshot is not what was written. */
        DAMAGED_SNAPSHOT,
        /** A snapshot is of another history, or holds something else than the log leads to. */
        WRONG_SNAPSHOT;

        /** Whether it is the log that is damaged. Snapshots are only hints: what is wrong with them costs nothing. */
        public boolean isOfLog() {
            return this != DAMAGED_SNAPSHOT && this != WRONG_SNAPSHOT;
        }
    }

    @Override
    public String toString() {
        return "document " + documentId + ": at version " + version + " " + message;
    }
}
