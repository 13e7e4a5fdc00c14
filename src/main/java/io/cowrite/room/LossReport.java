package io.cowrite.room;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of the edits that a document's log lost when it went back: a failover or a restored backup. Refused
 * operations do not count.
 *
 * @param at when this was told, some time after the loss was noticed
 * @param endedAt version that the log was taken back to, as far as is known
 * @param lost edits that stood in the log and then did not
 * @param notRecovered those of them that nobody has offered again
 * @param fromClients whether the numbers rest on what clients said they had seen, and are upper bounds
 */
public record LossReport(
        UUID documentId, String title, Instant at, long endedAt, long lost, long notRecovered, boolean fromClients) {

    public LossReport {
        if (lost < 1 || notRecovered < 0 || notRecovered > lost) {
            throw new IllegalArgumentException(notRecovered + " of " + lost);
        }
    }

    public long recovered() {
        return lost - notRecovered;
    }
}
