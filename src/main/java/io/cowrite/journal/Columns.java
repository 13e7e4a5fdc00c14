package io.cowrite.journal;

import java.util.HashMap;
import java.util.Map;

/**
 * Entries in columns. Each entry is a template, in which {@link #NUMBER} or {@link #STRING} and the number of a column
 * stand for a value of that column; entries by one author mostly share one. Of a number, the difference is kept to the
 * one before in its column that had the same author: a varint, with the sign in the lowest bit. Strings end with 0.
 *
 * <p>In bytes, all numbers as varints: how many entries; how many columns, and the length of each; how many templates,
 * and the length and bytes of each; the template of each entry; the columns.
 */
final class Columns {

    static final byte NUMBER = 1;
    static final byte STRING = 2;

    /** What ends a string. RFC 8785 lets neither it nor the marks stand in an entry. */
    static final byte END = 0;

    /** Its column is the first; what it says counts as the author until the entry ends. */
    static final String AUTHOR = "clientId";

    static final int AUTHOR_COLUMN = 0;
    static final int COLUMNS_MAX = 256;

    /** What was the last number of each author and column. One thread. */
    static final class Numbers {

        private record Place(String author, int column) {}

        private final Map<Place, Long> last = new HashMap<>();
        private String author = "";

        void entryBegins() {
            author = "";
        }

        void author(String name) {
            author = name;
        }

        long difference(int column, long value) {
            Long before = last.put(new Place(author, column), value);
            return value - (before == null ? 0 : before);
        }

        long value(int column, long difference) {
            return last.merge(new Place(author, column), difference, Long::sum);
        }
    }

    private Columns() {}
}
