package io.cowrite.room;

import io.cowrite.journal.DamagedLogException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What was read from the log does not continue what is known: a gap, another hash, or an entry that does not apply. */
final class BrokenChainException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenChainException(String message) {
        super(message);
    }

    /** What {@code failure} of reading the log says of it; null: nothing, only that it could not be read. */
    static @Nullable BrokenChainException in(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return switch (cause) {
            case BrokenChainException broken -> broken;
            case DamagedLogException damaged -> new BrokenChainException(String.valueOf(damaged.getMessage()));
            default -> null;
        };
    }
}
