package io.cowrite.room;

import io.cowrite.journal.LogEnd;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.SealedEntry;
import java.util.List;

/**
 * The committed head of a document: everything here stands in the log.
 *
 * @param end the newest row
 * @param content after the newest entry
 * @param tail the newest entries
 * @param lastAt {@code at} of the newest entry, milliseconds since 1970; 0 before the first
 */
record RoomState(LogEnd end, Text content, Tail tail, long lastAt) {

    long version() {
        return end.version();
    }

    /** The state after {@code entries}, which stand in the row that ends at {@code newEnd}. */
    RoomState after(List<SealedEntry> entries, LogEnd newEnd, Text newContent, RoomSettings settings) {
        long at = entries.isEmpty() ? lastAt : entries.getLast().entry().at();
        Tail newTail = tail.append(entries, settings.tailEntries(), settings.tailBytes());
        return new RoomState(newEnd, newContent, newTail, at);
    }

    /** The same with the newest entries alone, of at most {@code bytesMax} bytes. */
    RoomState withTail(int bytesMax) {
        return new RoomState(end, content, tail.newest(bytesMax), lastAt);
    }

    /** The same with the newest entries alone, which take at most {@code heapBytesMax} bytes of memory, but all after {@code since}. */
    RoomState withTailWithin(long heapBytesMax, long since) {
        return new RoomState(end, content, tail.newestWithin(heapBytesMax, since), lastAt);
    }

    /** The same where the log's last row, {@code row}, was cut anew: the next append follows that. */
    RoomState endingIn(LogEnd row) {
        return new RoomState(row, content, tail, lastAt);
    }
}
