package io.cowrite.kernel;

/** Text content: an immutable rope. Lengths and offsets are UTF-16 code units. */
public final class Text {

    public static final Text EMPTY = new Text();

    private Text() {}

    public static Text of(String text) {
        throw new UnsupportedOperationException();
    }

    public int length() {
        throw new UnsupportedOperationException();
    }

    public char charAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** Units {@code from} (inclusive) to {@code to} (exclusive). */
    public String substring(int from, int to) {
        throw new UnsupportedOperationException();
    }

    /**
     * The content after {@code operation}.
     *
     * @throws InapplicableException if it reaches past the end or would cut a surrogate pair
     */
    public Text apply(Delta operation) throws InapplicableException {
        throw new UnsupportedOperationException();
    }

    /** The whole content as one string; costs its length. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
