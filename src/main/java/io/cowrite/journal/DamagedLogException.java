package io.cowrite.journal;

/** What is stored is not a log: a gap between rows, a row without its start, entries that cannot be told apart. */
public final class DamagedLogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DamagedLogException(String message) {
        super(message);
    }

    DamagedLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
