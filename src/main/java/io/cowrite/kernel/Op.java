package io.cowrite.kernel;

/**
 * One component of a {@link Delta}. Lengths are UTF-16 code units, at least 1. Attributes and embeds of rich text are
 * to join here as further record components.
 */
public sealed interface Op {

    /** Length in UTF-16 code units: of what is kept, inserted or deleted. */
    int length();

    /** Keeps the next {@code length} units. */
    record Retain(int length) implements Op {

        /** @throws IllegalArgumentException if {@code length} is below 1 */
        public Retain {
            requirePositive(length);
        }
    }

    /** Inserts {@code text}: not empty, no lone surrogate, no {@code \r}; U+0000 is text like any other. */
    record Insert(String text) implements Op {

        /** @throws IllegalArgumentException if {@code text} is not what may be inserted */
        public Insert {
            requirePositive(text.length());
            WellFormed.require(text);
        }

        @Override
        public int length() {
            return text.length();
        }
    }

    /** Deletes the next {@code length} units. */
    record Delete(int length) implements Op {

        /** @throws IllegalArgumentException if {@code length} is below 1 */
        public Delete {
            requirePositive(length);
        }
    }

    private static void requirePositive(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, is " + length);
        }
    }
}
