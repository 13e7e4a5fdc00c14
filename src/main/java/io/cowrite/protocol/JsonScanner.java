package io.cowrite.protocol;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON text (RFC 8259, nothing beyond it), one after the other. No key stands twice in an object. For
 * one thread.
 */
final class JsonScanner {

    enum Token {
        NULL,
        TRUE,
        FALSE,
        STRING,
        INTEGER,
        /** A number with fraction or exponent. */
        FRACTION,
        ARRAY,
        ARRAY_END,
        OBJECT,
        OBJECT_END,
        NAME,
        /** Of the text: nothing but spaces follows the one value. */
        END
    }

    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_CHARS_MAX = 20;
    private static final int NAME_CHARS_MAX = 1024;
    /** A longer number is out of every range; one as long fits a {@code long}. */
    private static final int INTEGER_DIGITS_MAX = 18;
    /** In an object of more keys they are looked up in a set. */
    private static final int COMPARED_MAX = 16;

    private static final int SLOTS = 1 << 10;
    private static final @Nullable String[] WORDS = words("type", "submit", "sequence", "baseVersion", "operation",
            "retain", "insert", "delete", "attributes", "ops", "firstVersion", "operations", "hash", "checksum", "at",
            "clientId", "refused", "userId", "presence", "selection", "anchor", "head", "state", "version", "changed",
            "left", "viewers", "sessionId", "user", "id", "name", "color", "heartbeat", "ping", "pong", "content");

    private final char[] text;
    private final int stringCharsMax;
    private final int tokensMax;
    private int at;
    private int tokens;
    private Token token = Token.END;
    private String string = "";
    private long integer;

    /** Of the levels around; the outermost object or array is 0. */
    private final boolean[] isObject = new boolean[DEPTH_MAX];
    private final int[] namesBegin = new int[DEPTH_MAX];
    private int depth;
    private boolean isFirst = true;
    private boolean isNamed;
    /** Keys so far of the objects around. */
    private String[] names = new String[16];
    private int namesSize;
    private Set<String> nameSet = Set.of();
    private int nameSetDepth;

    /** {@code stringCharsMax} of one string, {@code tokensMax} in all. */
    JsonScanner(String text, int stringCharsMax, int tokensMax) {
        this.text = text.toCharArray();
        this.stringCharsMax = stringCharsMax;
        this.tokensMax = tokensMax;
    }

    /** A word whose place another one has is made anew each time. */
    private static @Nullable String[] words(String... words) {
        @Nullable
        String[] slots = new String[SLOTS];
        for (String word : words) {
            slots[slot(word.charAt(0), word.charAt(word.length() - 1), word.length())] = word;
        }
        return slots;
    }

    Token token() {
        return token;
    }

    /** Of the name or string that it stands on. */
    String string() {
        return string;
    }

    /** Of the integer that it stands on; {@link Long#MAX_VALUE} for one that is too long. */
    long integer() {
        return integer;
    }

    /** Where the token ends, in UTF-16 units from the start of the text. */
    int offset() {
        return at;
    }

    /** @throws MalformedException if the text does not go on as JSON */
    Token next() throws MalformedException {
        skipSpace();
        if (depth == 0 && !isFirst) {
            require(at == text.length);
            token = Token.END;
            return token;
        }
        if (++tokens > tokensMax) {
            throw tooMuch();
        }
        if (depth == 0) {
            token = value();
        } else if (isNamed) {
            isNamed = false;
            token = value();
        } else {
            token = isObject[depth - 1] ? nameOrEnd() : elementOrEnd();
        }
        return token;
    }

    private Token nameOrEnd() throws MalformedException {
        if (peek() == '}') {
            close();
            return Token.OBJECT_END;
        }
        comma();
        string = quoted(NAME_CHARS_MAX);
        require(isNewName(string));
        skipSpace();
        require(peek() == ':');
        at++;
        isNamed = true;
        return Token.NAME;
    }

    private Token elementOrEnd() throws MalformedException {
        if (peek() == ']') {
            close();
            return Token.ARRAY_END;
        }
        comma();
        return value();
    }

    private void comma() throws MalformedException {
        if (!isFirst) {
            require(peek() == ',');
            at++;
            skipSpace();
        }
    }

    private Token value() throws MalformedException {
        isFirst = false;
        return switch (peek()) {
            case '"' -> {
                string = quoted(stringCharsMax);
                yield Token.STRING;
            }
            case '{' -> open(true);
            case '[' -> open(false);
            case 't' -> literal("true", Token.TRUE);
            case 'f' -> literal("false", Token.FALSE);
            case 'n' -> literal("null", Token.NULL);
            default -> number();
        };
    }

    private Token open(boolean object) throws MalformedException {
        if (depth == DEPTH_MAX) {
            throw tooMuch();
        }
        at++;
        isObject[depth] = object;
        namesBegin[depth] = namesSize;
        depth++;
        isFirst = true;
        return object ? Token.OBJECT : Token.ARRAY;
    }

    private void close() {
        at++;
        depth--;
        namesSize = namesBegin[depth];
        if (nameSetDepth > depth) {
            nameSetDepth = 0;
        }
        isFirst = false;
    }

    private boolean isNewName(String name) {
        int begin = namesBegin[depth - 1];
        boolean isNew = namesSize - begin < COMPARED_MAX ? !isAmongNames(begin, name) : addToSet(begin, name);
        if (namesSize == names.length) {
            names = Arrays.copyOf(names, 2 * namesSize);
        }
        names[namesSize++] = name;
        return isNew;
    }

    private boolean isAmongNames(int begin, String name) {
        for (int i = begin; i < namesSize; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean addToSet(int begin, String name) {
        if (nameSetDepth != depth) {
            nameSet = new HashSet<>(Arrays.asList(names).subList(begin, namesSize));
            nameSetDepth = depth;
        }
        return nameSet.add(name);
    }

    private Token literal(String word, Token found) throws MalformedException {
        for (int i = 0; i < word.length(); i++, at++) {
            require(peek() == word.charAt(i));
        }
        return found;
    }

    private Token number() throws MalformedException {
        int begin = at;
        boolean negative = peek() == '-';
        at += negative ? 1 : 0;
        int digitsBegin = at;
        long value = digits();
        int digits = at - digitsBegin;
        require(digits == 1 || text[digitsBegin] != '0');
        boolean fraction = false;
        if (peek() == '.') {
            at++;
            digits();
            fraction = true;
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
            fraction = true;
        }
        if (at - begin > NUMBER_CHARS_MAX) {
            throw tooMuch();
        }
        integer = digits > INTEGER_DIGITS_MAX ? Long.MAX_VALUE : negative ? -value : value;
        return fraction ? Token.FRACTION : Token.INTEGER;
    }

    /** Passes over one digit or more; what they mean if they fit. */
    private long digits() throws MalformedException {
        int begin = at;
        long value = 0;
        for (char c = peek(); c >= '0' && c <= '9'; c = peek()) {
            value = value * 10 + (c - '0');
            at++;
        }
        require(at > begin);
        return value;
    }

    private String quoted(int charsMax) throws MalformedException {
        require(peek() == '"');
        int begin = ++at;
        at = endOfPlain(begin);
        String read = peek() == '\\' ? unescaped(begin, charsMax) : known(begin);
        require(peek() == '"');
        at++;
        if (read.length() > charsMax) {
            throw tooMuch();
        }
        return read;
    }

    /** Where what needs no second look ends: at a quotation mark, an escape, a control character or the end. */
    private int endOfPlain(int begin) {
        char[] units = text;
        int end = begin;
        while (end < units.length && units[end] != '"' && units[end] != '\\' && units[end] >= ' ') {
            end++;
        }
        return end;
    }

    /** What stands from {@code begin} to before {@code at}; if it is a word of the protocol, that word: it is never made anew. */
    private String known(int begin) {
        int length = at - begin;
        if (length > 0) {
            String word = WORDS[slot(text[begin], text[at - 1], length)];
            if (word != null && word.length() == length && isAt(begin, word)) {
                return word;
            }
        }
        return new String(text, begin, length);
    }

    private boolean isAt(int begin, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text[begin + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int slot(char first, char last, int length) {
        return (first * 31 + last * 7 + length * 13) & (SLOTS - 1);
    }

    /** What stands from {@code begin} to the end of the string; there are escapes in it. */
    private String unescaped(int begin, int charsMax) throws MalformedException {
        StringBuilder read = new StringBuilder().append(text, begin, at - begin);
        for (char c = peek(); c != '"'; c = peek()) {
            require(c >= ' ');
            at++;
            read.append(c == '\\' ? escaped() : c);
            if (read.length() > charsMax) {
                throw tooMuch();
            }
        }
        return read.toString();
    }

    private char escaped() throws MalformedException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw notJson();
        };
    }

    private char unit() throws MalformedException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            require(digit >= 0);
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private void skipSpace() {
        while (at < text.length && isSpace(text[at])) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** The next unit; NUL, which stands nowhere in JSON, at the end. */
    private char peek() {
        return at < text.length ? text[at] : '\0';
    }

    private static void require(boolean condition) throws MalformedException {
        if (!condition) {
            throw notJson();
        }
    }

    private static MalformedException notJson() {
        return new MalformedException("not JSON, or a key stands twice");
    }

    private static MalformedException tooMuch() {
        return new MalformedException("JSON too deep, or too long a part of it");
    }
}
