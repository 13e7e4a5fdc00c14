package io.cowrite.kernel;

/** The operation does not fit the content; the content is untouched. */
public final class InapplicableException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        PAST_END,
        CUTS_SURROGATE_PAIR
    }

    private final Reason reason;

    public InapplicableException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
