package io.cowrite.kernel;

import java.util.Iterator;
import java.util.Objects;

/**
 * Text content: an immutable rope, any version of which is kept by keeping the reference. Lengths and offsets are UTF-16
 * code units. Every surrogate in it stands in a pair, and there is no {@code \r}.
 */
public final class Text {

    public static final Text EMPTY = new Text(Leaf.EMPTY, NodeSizes.STANDARD);

    private final Node root;
    private final NodeSizes sizes;

    private Text(Node root, NodeSizes sizes) {
        this.root = root;
        this.sizes = sizes;
    }

    /** @throws IllegalArgumentException if {@code text} has a lone surrogate or a {@code \r} */
    public static Text of(String text) {
        return of(text, NodeSizes.STANDARD);
    }

    static Text of(String text, NodeSizes sizes) {
        WellFormed.require(text);
        return new Text(rootOf(Leaf.cut(text, sizes), sizes), sizes);
    }

    private static Node rootOf(Node[] nodes, NodeSizes sizes) {
        Node[] level = nodes;
        while (level.length > 1) {
            level = Branch.group(level, sizes);
        }
        Node root = level.length == 0 ? Leaf.EMPTY : level[0];
        while (root instanceof Branch branch && branch.childCount() == 1) {
            root = branch.child(0);
        }
        return root;
    }

    public int length() {
        return root.length();
    }

    public boolean isEmpty() {
        return root.length() == 0;
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < length()} */
    public char charAt(int index) {
        return root.charAt(Objects.checkIndex(index, length()));
    }

    /**
     * Units {@code from} (inclusive) to {@code to} (exclusive); may begin or end inside a surrogate pair.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= length()}
     */
    public String substring(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        StringBuilder target = new StringBuilder(to - from);
        root.appendTo(target, from, to);
        return target.toString();
    }

    /** The content in parts, in order: none empty, none above 512 units, none beginning or ending inside a pair. */
    public Iterable<String> chunks() {
        return () -> new Chunks(root);
    }

    /** Branches above each leaf. */
    int height() {
        int height = 0;
        for (Node node = root; node instanceof Branch branch; node = branch.child(0)) {
            height++;
        }
        return height;
    }

    /**
     * The content after {@code operation}; costs the logarithm of the length for each component.
     *
     * @throws InapplicableException if it reaches past the end ({@code PAST_END}) or else has a border inside a
     *     surrogate pair ({@code CUTS_SURROGATE_PAIR})
     */
    public Text apply(Delta operation) throws InapplicableException {
        requireFits(operation);
        Node edited = root;
        int at = 0;
        for (Op op : operation.ops()) {
            switch (op) {
                case Op.Retain(int length) -> at += length;
                case Op.Insert(String text) -> {
                    edited = rootOf(edited.replace(at, at, text, sizes), sizes);
                    at += text.length();
                }
                case Op.Delete(int length) -> edited = rootOf(edited.replace(at, at + length, "", sizes), sizes);
            }
        }
        return new Text(edited, sizes);
    }

    void requireFits(Delta operation) throws InapplicableException {
        if (operation.baseLength() > length()) {
            throw new InapplicableException(InapplicableException.Reason.PAST_END);
        }
        int at = 0;
        for (Op op : operation.ops()) {
            if (op instanceof Op.Insert) {
                continue;
            }
            at += op.length();
            if (at < length() && Character.isLowSurrogate(root.charAt(at))) {
                throw new InapplicableException(InapplicableException.Reason.CUTS_SURROGATE_PAIR);
            }
        }
    }

    /** By content alone; costs its length. */
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Text that && length() == that.length() && sameUnits(that));
    }

    private boolean sameUnits(Text that) {
        Iterator<String> chunks = chunks().iterator();
        Iterator<String> others = that.chunks().iterator();
        String chunk = "";
        String other = "";
        while (true) {
            if (chunk.isEmpty() && !chunks.hasNext()) {
                return true;
            }
            chunk = chunk.isEmpty() ? chunks.next() : chunk;
            other = other.isEmpty() ? others.next() : other;
            int common = Math.min(chunk.length(), other.length());
            if (!chunk.regionMatches(0, other, 0, common)) {
                return false;
            }
            chunk = chunk.substring(common);
            other = other.substring(common);
        }
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (String chunk : chunks()) {
            for (int i = 0; i < chunk.length(); i++) {
                hash = 31 * hash + chunk.charAt(i);
            }
        }
        return hash;
    }

    /** The whole content as one string; costs its length. */
    @Override
    public String toString() {
        return substring(0, length());
    }
}
