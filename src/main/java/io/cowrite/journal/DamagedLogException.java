package io.cowrite.journal;

import java.sql.SQLException;

/** What is stored is not a log: a gap between rows, a row without its start, entries that cannot be told apart. */
public final class DamagedLogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whether the server itself found what it stores damaged, such as a page whose checksum is another. */
    public static boolean isDamage(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("XX");
    }

    DamagedLogException(String message) {
        super(message);
    }

    DamagedLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
