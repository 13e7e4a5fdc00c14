package io.cowrite.backup;

/** A command that cannot be done; the message is one sentence for the operator. */
final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BackupException(String message) {
        super(message);
    }
}
