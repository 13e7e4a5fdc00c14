package io.cowrite.load;

/** A test that cannot be done; the message is one sentence for the operator. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, UsageException cause) {
        super(message, cause);
    }
}
