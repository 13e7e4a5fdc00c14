package io.cowrite.kernel;

/** One component of a {@link Delta}. Lengths are UTF-16 code units, at least 1. */
public sealed interface Op {

    /** Length in UTF-16 code units: of what is kept, inserted or deleted. */
    int length();

    /** Keeps the next {@code length} units. */
    record Retain(int length) implements Op {
        public Retain {
            requirePositive(length);
        }
    }

    /** Inserts {@code text}: not empty, no lone surrogate, no {@code \r}. */
    record Insert(String text) implements Op {
        public Insert {
            throw new UnsupportedOperationException("validate");
        }

        @Override
        public int length() {
            return text.length();
        }
    }

    /** Deletes the next {@code length} units. */
    record Delete(int length) implements Op {
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
