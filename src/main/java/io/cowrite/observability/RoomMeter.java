package io.cowrite.observability;

import io.cowrite.protocol.RefusalCode;

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

    /** The log is not what a room knew: it ended. */
    default void wentBack() {}

    default void snapshot(Snapshot end) {}
}
