package io.cowrite.simulation;

/**
 * Something that happens from outside.
 *
 * @param at nanoseconds from the session's begin
 * @param who the person or node concerned
 * @param draw whence everything else about it is drawn
 */
record Step(long at, Kind kind, int who, long draw) {

    enum Kind {
        EDIT(false),
        SELECT(false),
        COMPACT(false),
        CUT,
        STORM,
        HALF_OPEN,
        SLOW_READER,
        CLIENT_CRASH,
        ASLEEP,
        NODE_CRASH,
        CRASH_POINT,
        DRAIN,
        STORE_FLAKY,
        STORE_SLOW,
        STORE_CRASH,
        SNAPSHOTS_DAMAGED,
        ROW_REFUSED,
        ROW_LOCKED,
        READS_FAIL,
        COMPACTIONS_WHILE_SLOW,
        ROLL_BACK,
        ROLL_BACK_UNDER_LATE_APPENDS,
        RIGHTS,
        RIGHTS_GO_BACK,
        CLOCK_JUMP,
        BUS_BAD,
        FORGERY,
        RUSH(false),
        RUSH_AND_ROLL_BACK,
        BURST,
        POISON;

        private final boolean fault;

        Kind() {
            this(true);
        }

        Kind(boolean fault) {
            this.fault = fault;
        }

        boolean isFault() {
            return fault;
        }
    }
}
