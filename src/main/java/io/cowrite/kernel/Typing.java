package io.cowrite.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What is being typed at one place, kept beside a tree until somebody types elsewhere or reads: most keystrokes go on
 * where the one before was, and then copy this little instead of a way through the tree. Immutable.
 *
 * @param at where it is in the tree, in units
 * @param removed units of the tree from there on that are gone
 * @param text what stands there instead
 * @param format of all of {@code text}
 */
record Typing(int at, int removed, String text, Format format) {

    static final Typing NONE = new Typing(0, 0, "", Format.PLAIN);

    /** By how much the content is longer than the tree. */
    int lengthChange() {
        return text.length() - removed;
    }

    /**
     * This, with units {@code from} to {@code to} of the content replaced besides.
     *
     * @return null if they are elsewhere, or what is inserted is of another format
     */
    @Nullable
    Typing replaced(Node tree, int from, int to, String inserted, Format as) throws InapplicableException {
        int end = at + text.length();
        if (from > end || to < at || !takes(inserted, as)) {
            return null;
        }
        int before = Math.max(0, from - at);
        int after = Math.min(text.length(), to - at);
        requireCuttable(from < at ? tree : null, from, before);
        requireCuttable(to > end ? tree : null, to - lengthChange(), after);
        return new Typing(Math.min(at, from), removed + Math.max(0, at - from) + Math.max(0, to - end),
                text.substring(0, before).concat(inserted).concat(text.substring(after)),
                inserted.isEmpty() ? format : as);
    }

    private boolean takes(String inserted, Format as) {
        return text.isEmpty() || inserted.isEmpty() || format.joins(as);
    }

    /** At {@code inTree} of {@code tree}, or if that is null, at {@code inText} of the text. */
    private void requireCuttable(@Nullable Node tree, int inTree, int inText) throws InapplicableException {
        if (tree != null) {
            tree.requireCuttable(inTree);
        } else if (!WellFormed.cuttable(text, inText)) {
            throw new InapplicableException(InapplicableException.Reason.CUTS_SURROGATE_PAIR);
        }
    }

    /** The tree with this in it. */
    Node in(Node tree, NodeSizes sizes) {
        return removed == 0 && text.isEmpty() ? tree : tree.with(at, at + removed, text, format, sizes);
    }
}
