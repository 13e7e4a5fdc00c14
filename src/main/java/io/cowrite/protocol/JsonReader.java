package io.cowrite.protocol;

import io.cowrite.protocol.JsonScanner.Token;
import org.jspecify.annotations.Nullable;

/**
 * A strict walk over one JSON text. It stands on a value; {@link #nextName} and {@link #nextElement} move on to the
 * next value of the object or array it stands in. For one thread.
 */
final class JsonReader {

    /** The largest integer that every JSON reader keeps exactly. */
    static final long INTEGER_MAX = (1L << 53) - 1;

    /** What one kind of text may be: so long, so long a string in it, so many tokens in all. */
    record Source(int charsMax, int stringCharsMax, int tokensMax) {

        /** @throws MalformedException unless {@code text} is one JSON value that {@code body} accepts */
        <T> T read(String text, Body<T> body) throws MalformedException {
            require(text.length() <= charsMax, "too long");
            JsonScanner scanner = new JsonScanner(text, stringCharsMax, tokensMax);
            scanner.next();
            T value = body.read(new JsonReader(scanner, text));
            require(scanner.next() == Token.END, "more than one JSON value");
            return value;
        }
    }

    /** Reads the value that the reader stands on, up to its last token. */
    @FunctionalInterface
    interface Body<T> {
        T read(JsonReader in) throws MalformedException;
    }

    private final JsonScanner scanner;
    private final String text;

    private JsonReader(JsonScanner scanner, String text) {
        this.scanner = scanner;
        this.text = text;
    }

    static void require(boolean condition, String fault) throws MalformedException {
        if (!condition) {
            throw new MalformedException(fault);
        }
    }

    static <T> T required(@Nullable T value, String field) throws MalformedException {
        if (value == null) {
            throw new MalformedException("no " + field);
        }
        return value;
    }

    /** Enters a message and reads its first field, {@code type}. */
    String messageType() throws MalformedException {
        beginObject();
        require("type".equals(nextName()), "type is not the first field");
        return string(32);
    }

    void beginObject() throws MalformedException {
        require(scanner.token() == Token.OBJECT, "not an object");
    }

    /** The name of the next field, standing on its value; null at the end of the object. */
    @Nullable
    String nextName() throws MalformedException {
        if (scanner.next() == Token.OBJECT_END) {
            return null;
        }
        String name = scanner.string();
        scanner.next();
        return name;
    }

    void beginArray() throws MalformedException {
        require(scanner.token() == Token.ARRAY, "not an array");
    }

    /** Whether there is another element, standing on it; false at the end of the array. */
    boolean nextElement() throws MalformedException {
        return scanner.next() != Token.ARRAY_END;
    }

    boolean isObject() {
        return scanner.token() == Token.OBJECT;
    }

    boolean isNull() {
        return scanner.token() == Token.NULL;
    }

    /** A string of at most {@code charsMax} UTF-16 units without lone surrogates. */
    String string(int charsMax) throws MalformedException {
        require(scanner.token() == Token.STRING, "not a string");
        String value = scanner.string();
        require(value.length() <= charsMax, "string too long");
        require(Unicode.isWellFormed(value), "lone surrogate");
        return value;
    }

    boolean bool() throws MalformedException {
        Token token = scanner.token();
        require(token == Token.TRUE || token == Token.FALSE, "not a boolean");
        return token == Token.TRUE;
    }

    /** An integer written without fraction and exponent, from {@code min} to {@code max}. */
    long integer(long min, long max) throws MalformedException {
        require(scanner.token() == Token.INTEGER, "not an integer");
        long value = scanner.integer();
        require(value >= min && value <= max, "integer out of range");
        return value;
    }

    /** What kind of value the reader stands on. */
    Token token() {
        return scanner.token();
    }

    /** Passes over the value, whatever it is. */
    void skip() throws MalformedException {
        if (isStart(scanner.token())) {
            passOver(false);
        }
    }

    /** The object as it came, checked; at most {@code bytesMax} bytes of UTF-8. */
    String rawObject(int bytesMax) throws MalformedException {
        beginObject();
        int start = offsetAfterToken() - 1;
        passOver(true);
        int end = offsetAfterToken();
        require(Unicode.utf8Length(text, start, end) <= bytesMax, "object too long");
        return text.substring(start, end);
    }

    /** Goes on to the end of the object or array that the reader stands on; {@code wellFormed}: all strings must be. */
    private void passOver(boolean wellFormed) throws MalformedException {
        for (int depth = 1; depth > 0;) {
            Token token = scanner.next();
            if (isStart(token)) {
                depth++;
            } else if (token == Token.OBJECT_END || token == Token.ARRAY_END) {
                depth--;
            } else if (wellFormed && (token == Token.NAME || token == Token.STRING)) {
                require(Unicode.isWellFormed(scanner.string()), "lone surrogate");
            }
        }
    }

    private static boolean isStart(Token token) {
        return token == Token.OBJECT || token == Token.ARRAY;
    }

    /** Where the bracket that the reader stands on ends, in UTF-16 units from the start of the text. */
    int offsetAfterToken() {
        return scanner.offset();
    }

    /** Bytes of UTF-8 of the text from {@code start} to before {@code end}. */
    int bytesBetween(int start, int end) {
        return Unicode.utf8Length(text, start, end);
    }
}
