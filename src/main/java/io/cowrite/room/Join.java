package io.cowrite.room;

/**
 * A join under way.
 *
 * @param asked how many of its {@code since} points were looked at
 * @param logRead whether the log was read anew for it
 */
record Join(JoinRequest request, int asked, boolean logRead) {

    static Join of(JoinRequest request) {
        return new Join(request, 0, false);
    }

    Join next() {
        return new Join(request, asked + 1, logRead);
    }

    /** From the first point again, after the log was read. */
    Join again() {
        return new Join(request, 0, true);
    }
}
