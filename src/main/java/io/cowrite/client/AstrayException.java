package io.cowrite.client;

/** This copy cannot go on: its author gets what is unsettled, and a new replica joins. */
final class AstrayException extends Exception {

    private static final long serialVersionUID = 1;

    private final Unsaved.Reason reason;

    AstrayException(Unsaved.Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Unsaved.Reason reason() {
        return reason;
    }
}
