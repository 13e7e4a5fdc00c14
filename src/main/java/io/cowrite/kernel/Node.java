package io.cowrite.kernel;

/**
 * A node of a rope: immutable, never empty but for the root of empty content. All leaves are equally deep. Of two
 * neighbours under one branch that an edit has touched, the contents do not fit in one node, so that the tree stays
 * about half full.
 */
sealed interface Node permits Leaf, Branch {

    /** Units of text below. */
    int length();

    /** What {@link NodeSizes} bounds: units of a leaf, children of a branch. */
    int weight();

    /** Whether this and a neighbour of {@code weight} fit in one node. */
    boolean fits(int weight, NodeSizes sizes);

    /** This and its right neighbour of the same height, which {@linkplain #fits fits}, as one. */
    Node join(Node right, NodeSizes sizes);

    /** Units {@code from} to {@code to} replaced by {@code text}: nodes of this one's height, none if nothing is left. */
    Node[] replace(int from, int to, String text, NodeSizes sizes);

    char charAt(int index);

    void appendTo(StringBuilder target, int from, int to);
}
