package io.cowrite.kernel;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Content: an immutable rope of text, its attributes and embeds, any version of which is kept by keeping the reference.
 * Lengths and offsets are UTF-16 code units; an embed is one unit, U+FFFC where text is asked for. Every surrogate in it
 * stands in a pair, and there is no {@code \r}.
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

    /** @throws IllegalArgumentException unless {@code content} is of inserts alone */
    public static Text of(Delta content) {
        return of(content, NodeSizes.STANDARD);
    }

    static Text of(String text, NodeSizes sizes) {
        return of(text.isEmpty() ? Delta.EMPTY : Delta.of(new Op.Insert(text)), sizes);
    }

    static Text of(Delta content, NodeSizes sizes) {
        if (!content.ops().stream().allMatch(Op::isInsertion)) {
            throw new IllegalArgumentException("content is not of inserts alone");
        }
        try {
            return new Text(Leaf.EMPTY, sizes).apply(content);
        } catch (InapplicableException e) {
            throw new AssertionError("inserts fit any content", e);
        }
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

    /**
     * Whether each unit from {@code from} (inclusive) to {@code to} (exclusive) is {@code unit}; looks no further than
     * the first that is not.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= length()}
     */
    public boolean isAll(char unit, int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        return from == to || root.isAll(unit, from, to);
    }

    /** The text in parts, in order: none empty, none above 512 units, none beginning or ending inside a pair. */
    public Iterable<String> chunks() {
        return () -> new Chunks(root);
    }

    /** The content as an operation of inserts alone, which makes it from nothing; costs its length. */
    public Delta toDelta() {
        DeltaBuilder builder = new DeltaBuilder();
        visit(0, length(), (text, from, to, format) -> builder.add(format.insertion(text, from, to)));
        return builder.build();
    }

    /**
     * CRC-32 (as in zlib, from 0 to 2^32 - 1) of the text in UTF-8; attributes do not count. For content of plain text.
     * Costs the length.
     */
    public long checksum() {
        return Checksum.ofText(this);
    }

    /**
     * CRC-32 (as in zlib, from 0 to 2^32 - 1) of the RFC 8785 JSON of {@link #toDelta}, in UTF-8. For content with
     * attributes. Costs the length.
     */
    public long jsonChecksum() {
        return Checksum.ofJson(this);
    }

    /** Shows units {@code from} to {@code to}, which lie in the content. */
    void visit(int from, int to, Spans spans) {
        if (from < to) {
            root.visit(from, to, spans);
        }
    }

    /** Branches above each leaf. */
    int height() {
        return height(root);
    }

    private static int height(Node node) {
        return node instanceof Branch branch ? 1 + height(branch.child(0)) : 0;
    }

    /** Whether all leaves are equally deep, as they must be. */
    boolean isEvenlyDeep() {
        return isEvenlyDeep(root, height());
    }

    private static boolean isEvenlyDeep(Node node, int height) {
        return node instanceof Branch branch
                ? IntStream.range(0, branch.childCount()).allMatch(i -> isEvenlyDeep(branch.child(i), height - 1))
                : height == 0;
    }

    /**
     * The content after {@code operation}; costs the logarithm of the length for each component, and the units whose
     * attributes change.
     *
     * @throws InapplicableException if it reaches past the end ({@code PAST_END}) or else has a border inside a
     *     surrogate pair ({@code CUTS_SURROGATE_PAIR})
     */
    public Text apply(Delta operation) throws InapplicableException {
        requireLength(operation);
        Node edited = root;
        int at = 0;
        for (Op op : operation.ops()) {
            switch (op) {
                case Op.Retain(int length, Attributes change) -> {
                    edited = change.isEmpty() ? edited : edited.format(at, at + length, change);
                    at += length;
                }
                case Op.Insert insert -> {
                    edited = replaced(edited, at, at, insert.text(), Format.of(insert));
                    at += insert.length();
                }
                case Op.Embed embed -> {
                    edited = replaced(edited, at, at, Format.EMBED_UNIT, Format.of(embed));
                    at += embed.length();
                }
                case Op.Delete(int length) -> edited = replaced(edited, at, at + length, "", Format.PLAIN);
            }
        }
        return new Text(edited, sizes);
    }

    private Node replaced(Node node, int from, int to, String text, Format format) throws InapplicableException {
        Node patched = node.patch(from, to, text, format, sizes);
        return patched == null ? rootOf(node.replace(from, to, text, format, sizes), sizes) : patched;
    }

    private void requireLength(Delta operation) throws InapplicableException {
        if (operation.baseLength() > length()) {
            throw new InapplicableException(InapplicableException.Reason.PAST_END);
        }
    }

    void requireFits(Delta operation) throws InapplicableException {
        requireLength(operation);
        int at = 0;
        for (Op op : operation.ops()) {
            if (op.isInsertion()) {
                continue;
            }
            at += op.length();
            if (at < length() && Character.isLowSurrogate(root.charAt(at))) {
                throw new InapplicableException(InapplicableException.Reason.CUTS_SURROGATE_PAIR);
            }
        }
    }

    /**
     * The operation that makes {@code after} of this content: of the fewest characters, unless that takes too long to
     * find; then longer stretches than need be are replaced, the same ones each time. At one place it inserts first.
     * Bounded in time for any two contents.
     */
    public Delta diff(Text after) {
        return Diff.between(this, after);
    }

    /** By content alone, attributes and embeds included; costs its length. */
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Text that && length() == that.length()
                && toDelta().equals(that.toDelta()));
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

    /** The whole text as one string; costs its length. */
    @Override
    public String toString() {
        return substring(0, length());
    }
}
