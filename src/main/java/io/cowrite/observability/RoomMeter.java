package io.cowrite.observability;

import io.cowrite.protocol.RefusalCode;
import java.util.UUID;

/** What rooms tell of their work. Any thread may call; nothing blocks. */
public interface RoomMeter {

    /** Hears nothing. */
    RoomMeter NONE = new RoomMeter() {};

    /** What became of a snapshot. */
    enum Snapshot {
        /** It was made and is in the store. */
        KEPT,
        /** It was made, and the log went on without it: purged, or changed. */
        NOT_KEPT,
        /** The store could not be written. */
        FAILED,
        /** It was found in the store, and the log does not bear it out. */
        PASSED_OVER
    }

    /** An operation is in the log as refused. */
    default void refused(RefusalCode code) {}

    /** What a session submitted is settled, {@code nanos} after its room got it. */
    default void settled(long nanos) {}

    /** A client has other content than the log. */
    default void diverged() {}

    /** So many entries of another node were taken from what it told. */
    default void heard(int entries) {}

    /** What another node could not commit was committed here. */
    default void forwardedCommitted() {}

    /** The log is not what a room knew: it ended. */
    default void wentBack() {}

    /**
     * What became of the edits that a log lost is known.
     *
     * @param fromClients whether it is only known from what clients say they have seen
     */
    default void lost(long edits, long notRecovered, boolean fromClients) {}

    /** {@code nanos} it took; 0 if none was made. */
    default void snapshot(Snapshot end, UUID documentId, long nanos) {}

    /**
     * A document was folded from its log, or could not be.
     *
     * @param version its head; -1 if that failed
     * @param snapshotVersion what it began at; 0: at nothing
     */
    default void loaded(UUID documentId, long version, long snapshotVersion, long nanos) {}

    /**
     * Older entries were read from the store for somebody behind the tail, or could not be.
     *
     * @param entries of the block; -1 if that failed
     */
    default void replayed(UUID documentId, int entries, long nanos) {}
}
