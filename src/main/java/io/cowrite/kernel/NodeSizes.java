package io.cowrite.kernel;

/** How much a node of a rope holds: small enough that copying one is cheap, large enough that the tree is flat. */
record NodeSizes(int leafUnits, int branchChildren) {

    static final NodeSizes STANDARD = new NodeSizes(512, 24);

    /** A pair must fit in a leaf, and a branch must be able to split. */
    NodeSizes {
        if (leafUnits < 2 || branchChildren < 2) {
            throw new IllegalArgumentException("nodes too small: " + leafUnits + ", " + branchChildren);
        }
    }

    /** Units that may be typed at one place before they go into the tree. */
    int typedUnits() {
        return Math.max(2, leafUnits / 8);
    }
}
