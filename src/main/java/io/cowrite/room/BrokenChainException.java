package io.cowrite.room;

/** What was read from the log does not continue what is known: a gap, another hash, or an entry that does not apply. */
final class BrokenChainException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenChainException(String message) {
        super(message);
    }
}
