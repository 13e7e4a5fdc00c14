package io.cowrite.protocol;

/** What came is no message of this protocol. The text names the fault and no content; at most 123 bytes of ASCII. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;

    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
