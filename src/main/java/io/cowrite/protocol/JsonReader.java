package io.cowrite.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * A strict walk over one JSON text. It stands on a value; {@link #nextName} and {@link #nextElement} move on to the
 * next value of the object or array it stands in. For one thread.
 */
final class JsonReader {

    /** The largest integer that every JSON reader keeps exactly. */
    static final long INTEGER_MAX = (1L << 53) - 1;

    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_DIGITS_MAX = 20;
    private static final int NAME_CHARS_MAX = 1024;

    /** What one kind of text may be. */
    record Source(JsonFactory factory, int charsMax) {

        /** {@code charsMax} of the text, {@code stringCharsMax} of one string in it, {@code tokensMax} in all. */
        static Source of(int charsMax, int stringCharsMax, int tokensMax) {
            StreamReadConstraints constraints = StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxDocumentLength(charsMax)
                    .maxStringLength(stringCharsMax)
                    .maxTokenCount(tokensMax)
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build();
            JsonFactory factory = JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names come from strangers: no table of them is kept from one text to the next.
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build();
            return new Source(factory, charsMax);
        }

        /** @throws MalformedException unless {@code text} is one JSON value that {@code body} accepts */
        <T> T read(String text, Body<T> body) throws MalformedException {
            if (text.length() > charsMax) {
                throw new MalformedException("too long");
            }
            try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
                JsonReader in = new JsonReader(parser, text);
                parser.nextToken();
                T value = body.read(in);
                require(parser.nextToken() == null, "more than one JSON value");
                return value;
            } catch (StreamConstraintsException e) {
                throw new MalformedException("JSON too deep, or too long a part of it");
            } catch (JacksonException e) {
                throw new MalformedException("not JSON, or a key stands twice");
            }
        }
    }

    /** Reads the value that the reader stands on, up to its last token. */
    @FunctionalInterface
    interface Body<T> {
        T read(JsonReader in) throws MalformedException;
    }

    private final JsonParser parser;
    private final String text;

    private JsonReader(JsonParser parser, String text) {
        this.parser = parser;
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
        require(parser.currentToken() == JsonToken.START_OBJECT, "not an object");
    }

    /** The name of the next field, standing on its value; null at the end of the object. */
    @Nullable
    String nextName() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    void beginArray() throws MalformedException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "not an array");
    }

    /** Whether there is another element, standing on it; false at the end of the array. */
    boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** A string of at most {@code charsMax} UTF-16 units without lone surrogates. */
    String string(int charsMax) throws MalformedException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, "not a string");
        String value = parser.getString();
        require(value.length() <= charsMax, "string too long");
        require(Unicode.isWellFormed(value), "lone surrogate");
        return value;
    }

    boolean bool() throws MalformedException {
        JsonToken token = parser.currentToken();
        require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, "not a boolean");
        return token == JsonToken.VALUE_TRUE;
    }

    /** An integer written without fraction and exponent, from {@code min} to {@code max}. */
    long integer(long min, long max) throws MalformedException {
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "not an integer");
        long value = parser.getLongValue();
        require(value >= min && value <= max, "integer out of range");
        return value;
    }

    /** What kind of value the reader stands on. */
    JsonToken token() {
        return parser.currentToken();
    }

    /** Passes over the value, whatever it is. */
    void skip() {
        parser.skipChildren();
    }

    /** The object as it came, checked; at most {@code bytesMax} bytes of UTF-8. */
    String rawObject(int bytesMax) throws MalformedException {
        beginObject();
        int start = offsetAfterToken() - 1;
        for (int depth = 1; depth > 0;) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
                require(Unicode.isWellFormed(parser.getString()), "lone surrogate");
            }
        }
        int end = offsetAfterToken();
        require(Unicode.utf8Length(text, start, end) <= bytesMax, "object too long");
        return text.substring(start, end);
    }

    /** Where the bracket that the reader stands on ends, in UTF-16 units from the start of the text. */
    int offsetAfterToken() {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Bytes of UTF-8 of the text from {@code start} to before {@code end}. */
    int bytesBetween(int start, int end) {
        return Unicode.utf8Length(text, start, end);
    }
}
