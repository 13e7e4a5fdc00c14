package io.cowrite.embedded;

import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot be used. The message is one sentence for whoever started the service: what is wrong, what to do. */
final class PostgresException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
