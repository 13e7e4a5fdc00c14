package io.cowrite.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A node of a rope: immutable, never empty but for the root of empty content. All leaves are equally deep. A leaf that
 * an edit leaves a quarter full or less has no neighbour under its branch that it would fit in one with, so that the tree
 * stays flat. Every range that is edited begins and ends outside surrogate pairs, which callers see to, and so does
 * every leaf.
 */
sealed interface Node permits Leaf, Branch {

    /** Units of content below. */
    int length();

    /** What {@link NodeSizes} bounds: units of a leaf, children of a branch. */
    int weight();

    /** Whether this and a neighbour of {@code weight} fit in one node. */
    boolean fits(int weight, NodeSizes sizes);

    /** This and its right neighbour of the same height, which {@linkplain #fits fits}, as one. */
    Node join(Node right, NodeSizes sizes);

    /**
     * Units {@code from} to {@code to} replaced by {@code text}, all of one format: the short way for what most edits
     * are. Null if a node must be cut, joined or dropped, which {@link #replace} does.
     */
    @Nullable
    Node patch(int from, int to, String text, Format format, NodeSizes sizes);

    /** As {@link #patch}, whatever it takes: nodes of this one's height, none if nothing is left. */
    Node[] replace(int from, int to, String text, Format format, NodeSizes sizes);

    /** As {@link #patch}, whatever it takes: the root of a tree, which may be of another height. */
    default Node with(int from, int to, String text, Format format, NodeSizes sizes) {
        Node patched = patch(from, to, text, format, sizes);
        return patched == null ? Branch.rootOf(replace(from, to, text, format, sizes), sizes) : patched;
    }

    /** Attributes of units {@code from} to {@code to} changed; the tree keeps its shape. */
    Node format(int from, int to, Attributes change);

    /** Refuses a place, from 0 to the length, that is inside a surrogate pair. */
    default void requireCuttable(int at) throws InapplicableException {
        if (at < length() && Character.isLowSurrogate(charAt(at))) {
            throw new InapplicableException(InapplicableException.Reason.CUTS_SURROGATE_PAIR);
        }
    }

    /** Branches above each leaf. */
    int height();

    /** Whether each leaf has {@code height} branches above it. */
    boolean isEvenlyDeep(int height);

    char charAt(int index);

    boolean isAll(char unit, int from, int to);

    void appendTo(StringBuilder target, int from, int to);

    /** Shows units {@code from} to {@code to}. */
    void visit(int from, int to, Spans spans);
}
