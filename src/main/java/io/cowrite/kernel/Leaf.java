package io.cowrite.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Content of a rope. Pairs are never split between leaves, so that every leaf can be sent by itself.
 *
 * @param text with {@link Format#EMBED_UNIT} for each embed
 * @param runs null if all is plain
 */
record Leaf(String text, @Nullable Runs runs) implements Node {

    static final Leaf EMPTY = new Leaf("", null);

    private static final Node[] NONE = {};

    /** This in leaves as full as their least number allows. */
    private Node[] cut(NodeSizes sizes) {
        if (text.length() <= sizes.leafUnits()) {
            return text.isEmpty() ? NONE : new Node[]{this};
        }
        Node[] leaves = new Node[text.length() / (sizes.leafUnits() / 2) + 1];
        int count = 0;
        for (int from = 0, to; from < text.length(); from = to) {
            to = from + leafLength(from, sizes.leafUnits());
            Runs part = runs == null ? null : new Runs.Builder().add(runs, from, to).build();
            leaves[count++] = new Leaf(text.substring(from, to), part);
        }
        return Arrays.copyOf(leaves, count);
    }

    private int leafLength(int from, int unitsMax) {
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
        Leaf next = (Leaf) right;
        Runs joined = runs == null && next.runs == null
                ? null
                : new Runs.Builder().add(runs, 0, length()).add(next.runs, 0, next.length()).build();
        return new Leaf(text.concat(next.text), joined);
    }

    @Override
    public @Nullable Node patch(int from, int to, String inserted, Format format, NodeSizes sizes) {
        int length = text.length() - (to - from) + inserted.length();
        boolean shrunkToLittle = length < text.length() && length <= sizes.leafUnits() / 4;
        return length > sizes.leafUnits() || shrunkToLittle ? null : replaced(from, to, inserted, format);
    }

    @Override
    public Node[] replace(int from, int to, String inserted, Format format, NodeSizes sizes) {
        return replaced(from, to, inserted, format).cut(sizes);
    }

    private Leaf replaced(int from, int to, String inserted, Format format) {
        Runs around = runs == null && format.isPlain()
                ? null
                : new Runs.Builder().add(runs, 0, from).add(format, inserted.length()).add(runs, to, length()).build();
        StringBuilder spliced = new StringBuilder(text.length() - (to - from) + inserted.length());
        return new Leaf(spliced.append(text, 0, from).append(inserted).append(text, to, text.length()).toString(),
                around);
    }

    @Override
    public Node format(int from, int to, Attributes change) {
        return new Leaf(text, new Runs.Builder()
                .add(runs, 0, from).add(runs, from, to, change).add(runs, to, length()).build());
    }

    @Override
    public int height() {
        return 0;
    }

    @Override
    public boolean isEvenlyDeep(int height) {
        return height == 0;
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public boolean isAll(char unit, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != unit) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void appendTo(StringBuilder target, int from, int to) {
        target.append(text, from, to);
    }

    @Override
    public void visit(int from, int to, Spans spans) {
        if (runs == null) {
            spans.span(text, from, to, Format.PLAIN);
            return;
        }
        for (int i = runs.indexAt(from), at = from; at < to; at = runs.end(i++)) {
            spans.span(text, at, Math.min(to, runs.end(i)), runs.format(i));
        }
    }
}
