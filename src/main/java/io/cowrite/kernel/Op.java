package io.cowrite.kernel;

/**
 * One component of a {@link Delta}. Lengths are UTF-16 code units, at least 1; an embed counts as one. Without
 * attributes named, there are none.
 */
public sealed interface Op {

    /** Length in UTF-16 code units: of what is kept, inserted or deleted. */
    int length();

    /** Those of what is inserted, or how those of what is kept change. */
    Attributes attributes();

    /** Whether this adds to the content, rather than walk over what was there before. */
    default boolean isInsertion() {
        return this instanceof Insert || this instanceof Embed;
    }

    /** Keeps the next {@code length} units, and changes their attributes by {@code attributes}. */
    record Retain(int length, Attributes attributes) implements Op {

        /** @throws IllegalArgumentException if {@code length} is below 1 */
        public Retain {
            requirePositive(length);
        }

        /** @throws IllegalArgumentException if {@code length} is below 1 */
        public Retain(int length) {
            this(length, Attributes.NONE);
        }
    }

    /** Inserts {@code text}: not empty, no lone surrogate, no {@code \r}; U+0000 is text like any other. */
    record Insert(String text, Attributes attributes) implements Op {

        /** @throws IllegalArgumentException if {@code text} is not what may be inserted, or an attribute is null */
        public Insert {
            requirePositive(text.length());
            WellFormed.require(text);
            requireValues(attributes);
        }

        /** @throws IllegalArgumentException if {@code text} is not what may be inserted */
        public Insert(String text) {
            this(text, Attributes.NONE);
        }

        @Override
        public int length() {
            return text.length();
        }
    }

    /** Inserts something that is no text, as one unit: {@code value} has one member, named by what it is. */
    record Embed(Json.Obj value, Attributes attributes) implements Op {

        /** @throws IllegalArgumentException if {@code value} has not one member, or an attribute is null */
        public Embed {
            if (value.members().size() != 1) {
                throw new IllegalArgumentException("an embed has one member, not " + value.members().size());
            }
            requireValues(attributes);
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** Deletes the next {@code length} units. */
    record Delete(int length) implements Op {

        /** @throws IllegalArgumentException if {@code length} is below 1 */
        public Delete {
            requirePositive(length);
        }

        @Override
        public Attributes attributes() {
            return Attributes.NONE;
        }
    }

    private static void requirePositive(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, is " + length);
        }
    }

    private static void requireValues(Attributes attributes) {
        if (attributes.removes()) {
            throw new IllegalArgumentException("an insert has nothing to remove: " + attributes);
        }
    }
}
