package io.cowrite.cluster;

import java.io.Serial;

/** A message that counts for nothing. */
final class BadBusMessageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean forged;

    BadBusMessageException(String message, boolean forged) {
        super(message);
        this.forged = forged;
    }

    /** Whether whoever sent it has not the cluster's key; else it is of a kind that is not known here. */
    boolean isForged() {
        return forged;
    }
}
