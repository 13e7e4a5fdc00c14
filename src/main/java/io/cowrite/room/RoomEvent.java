package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.LogBlock;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.Selection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes into a room's mailbox. */
sealed interface RoomEvent {

    /** The document was loaded; empty: there is none. */
    record Loaded(Optional<RoomLoader.Loaded> loaded) implements RoomEvent {}

    record LoadFailed(Throwable cause) implements RoomEvent {}

    record Joining(Join join) implements RoomEvent {}

    /** The log's hash at {@code point.version()} is {@code hash}; empty: the log ends before. */
    record PointRead(Join join, Point point, Optional<Hash> hash) implements RoomEvent {}

    record Left(Session session) implements RoomEvent {}

    record Submitted(Submission submission) implements RoomEvent {}

    record Shown(
            Session session,
            long baseVersion,
            @Nullable Long sequence,
            @Nullable Selection selection,
            @Nullable String state) implements RoomEvent {}

    record Renamed(Session session, Author author) implements RoomEvent {}

    /** One attempt to append the batch ended. */
    record Appended(AppendOutcome outcome) implements RoomEvent {}

    /** A pause after a failed append or read is over. */
    record PauseOver() implements RoomEvent {}

    /** The log after the head, and the document's record, as read after the head was committed and {@code change}. */
    record LogRead(Optional<LogBlock> block, Optional<DocumentRecord> document, long change) implements RoomEvent {}

    record ReadFailed(Throwable cause) implements RoomEvent {}

    /** {@code walk} went on over older entries out of the store. */
    record Walked(Walk walk) implements RoomEvent {}

    record WalkFailed(Walk walk, Throwable cause) implements RoomEvent {}

    /** The document's record may have changed. */
    record RecordChanged() implements RoomEvent {}

    /** The document's record, as read after its {@code change}th change was told. */
    record RecordRead(Optional<DocumentRecord> document, long change) implements RoomEvent {}

    /** What a reader was given out of the store does not continue the log. */
    record ChainBroken(String reason) implements RoomEvent {}

    /** The making of a snapshot has ended. */
    record SnapshotDone() implements RoomEvent {}

    /** What waits may have waited for long. */
    record DelayCheck() implements RoomEvent {}

    record IdleCheck() implements RoomEvent {}

    /** Another document needs the place: the room ends if nobody is in it. {@code then} is run in any case. */
    record Yield(Runnable then) implements RoomEvent {}

    record Draining() implements RoomEvent {}

    /** A poll that began at {@code begunNanos} saw {@code head}; empty: the document has no log. */
    record Polled(Optional<PolledHead> head, long begunNanos) implements RoomEvent {}

    /** Another node told of a row on the database's present timeline. */
    record Heard(CommittedElsewhere row) implements RoomEvent {}

    /** The log may have moved on; {@code due}: it was hinted before, too soon after another. */
    record Hinted(boolean due) implements RoomEvent {}

    record Forwarded(ForwardedSubmission submission) implements RoomEvent {}

    record AreElsewhere(PresentElsewhere elsewhere) implements RoomEvent {}

    /** Other nodes may be due to hear who is here, or those there to be forgotten. */
    record PresenceDue() implements RoomEvent {}

    /** Those who are here, many, are due to be told who came, left or moved. */
    record CrowdDue() implements RoomEvent {}

    /** The room ends. */
    record Closing(CloseCode code, String reason) implements RoomEvent {}
}
