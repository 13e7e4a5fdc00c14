package io.cowrite.journal;

import java.nio.charset.StandardCharsets;

/** Takes the bytes of an entry apart into what most entries have alike and the numbers and strings in which they differ. */
final class EntryTokens {

    /** So that every value is exact, and so is the difference of two. */
    private static final int DIGITS_MAX = 15;

    private static final int DECIMAL = 10;

    /** Takes the parts in their order. */
    interface Sink {

        void literal(byte[] entry, int start, int end);

        /** A number without sign; its digits are those of {@link Long#toString(long)}. */
        void number(String key, long value);

        /** What stands between the quotes of a string that is no key. */
        void string(String key, byte[] entry, int start, int end);
    }

    private final byte[] entry;
    private final Sink sink;
    private String key = "";
    private int at;
    private int literalFrom;

    private EntryTokens(byte[] entry, Sink sink) {
        this.entry = entry;
        this.sink = sink;
    }

    /** Whatever {@code entry} is: all its bytes come out, in order, apart or as literals. */
    static void scan(byte[] entry, Sink sink) {
        new EntryTokens(entry, sink).scan();
    }

    private void scan() {
        while (at < entry.length) {
            if (entry[at] == '"') {
                string();
            } else if (isDigit(at)) {
                number();
            } else {
                at++;
            }
        }
        sink.literal(entry, literalFrom, entry.length);
    }

    private void string() {
        int start = at + 1;
        int end = endOfString(start);
        at = end + 1;
        if (end == entry.length) { // It does not end: a literal, too.
            return;
        }
        if (at < entry.length && entry[at] == ':') {
            key = new String(entry, start, end - start, StandardCharsets.ISO_8859_1);
            return;
        }
        sink.literal(entry, literalFrom, start);
        sink.string(key, entry, start, end);
        literalFrom = end;
    }

    private void number() {
        int start = at;
        long value = 0;
        while (at < entry.length && isDigit(at)) {
            value = value * DECIMAL + entry[at++] - '0';
        }
        boolean isExact = at - start <= DIGITS_MAX && (entry[start] != '0' || at - start == 1);
        if (isExact) {
            sink.literal(entry, literalFrom, start);
            sink.number(key, value);
            literalFrom = at;
        }
    }

    private boolean isDigit(int index) {
        return entry[index] >= '0' && entry[index] <= '9';
    }

    private int endOfString(int start) {
        int index = start;
        while (index < entry.length && entry[index] != '"') {
            index += entry[index] == '\\' ? 2 : 1;
        }
        return Math.min(index, entry.length);
    }
}
