package io.cowrite.client;

/** What a client does when its connection closes. */
enum Reaction {
    /** Connect again after a while. */
    RETRY,
    /** Connect again at once as a new replica; what is unsettled goes to its author. */
    JOIN_ANEW,
    /** Nothing by itself; the edits stay. */
    STOP;

    /** A code that the protocol does not name counts as a broken connection. */
    static Reaction to(int closeCode) {
        return switch (closeCode) {
            case 4411 -> JOIN_ANEW;
            case 1002, 1003, 1007, 1009, 4400, 4401, 4403, 4404, 4406, 4409, 4410, 4413 -> STOP;
            default -> RETRY;
        };
    }
}
