package io.cowrite.kernel;

import java.util.Arrays;

/** Text of a rope. Pairs are never split between leaves, so that every leaf can be sent by itself. */
record Leaf(String text) implements Node {

    static final Leaf EMPTY = new Leaf("");

    private static final Node[] NONE = {};

    /** {@code text} in leaves as full as their least number allows. */
    static Node[] cut(String text, NodeSizes sizes) {
        if (text.length() <= sizes.leafUnits()) {
            return text.isEmpty() ? NONE : new Node[]{new Leaf(text)};
        }
        Node[] leaves = new Node[text.length() / (sizes.leafUnits() / 2) + 1];
        int count = 0;
        for (int from = 0, to; from < text.length(); from = to) {
            to = from + leafLength(text, from, sizes.leafUnits());
            leaves[count++] = new Leaf(text.substring(from, to));
        }
        return Arrays.copyOf(leaves, count);
    }

    private static int leafLength(String text, int from, int unitsMax) {
        int remaining = text.length() - from;
        int leaves = Math.ceilDiv(remaining, unitsMax);
        int length = Math.ceilDiv(remaining, leaves);
        return WellFormed.cuttable(text, from + length) ? length : length - 1;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public int weight() {
        return text.length();
    }

    @Override
    public boolean fits(int weight, NodeSizes sizes) {
        return text.length() + weight <= sizes.leafUnits();
    }

    @Override
    public Node join(Node right, NodeSizes sizes) {
        return new Leaf(text + ((Leaf) right).text);
    }

    @Override
    public Node[] replace(int from, int to, String inserted, NodeSizes sizes) {
        return cut(text.substring(0, from) + inserted + text.substring(to), sizes);
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public void appendTo(StringBuilder target, int from, int to) {
        target.append(text, from, to);
    }
}
