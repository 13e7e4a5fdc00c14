package io.cowrite.web;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    public ProblemException(ProblemCode code) {
        super(code.wireName(), null, false, false);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }
}
