package io.cowrite.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Content: an immutable rope of text, its attributes and embeds, any version of which is kept by keeping the reference.
 * Lengths and offsets are UTF-16 code units; an embed is one unit, U+FFFC where text is asked for. Every surrogate in it
 * stands in a pair, and there is no {@code \r}.
 */
public final class Text {

    public static final Text EMPTY = new Text(Leaf.EMPTY, Typing.NONE, NodeSizes.STANDARD);

    /** Without what is being typed. */
    private final Node root;

    private final Typing typing;
    private final NodeSizes sizes;
    private final int length;

    /** With what is being typed, once somebody has asked; threads that ask at once may each make one. */
    private @Nullable Node tree;

    private Text(Node root, Typing typing, NodeSizes sizes) {
        this.root = root;
        this.typing = typing;
        this.sizes = sizes;
        this.length = root.length() + typing.lengthChange();
    }

    Node tree() {
        Node made = tree;
        if (made == null) {
            made = typing.in(root, sizes);
            tree = made;
        }
        return made;
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
            return new Text(Leaf.EMPTY, Typing.NONE, sizes).apply(content);
        } catch (InapplicableException e) {
            throw new AssertionError("inserts fit any content", e);
        }
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= index < length()} */
    public char charAt(int index) {
        return tree().charAt(Objects.checkIndex(index, length()));
    }

    /**
     * Units {@code from} (inclusive) to {@code to} (exclusive); may begin or end inside a surrogate pair.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= length()}
     */
    public String substring(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        StringBuilder target = new StringBuilder(to - from);
        tree().appendTo(target, from, to);
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
        return from == to || tree().isAll(unit, from, to);
    }

    /** The text in parts, in order: none empty, none above 512 units, none beginning or ending inside a pair. */
    public Iterable<String> chunks() {
        return () -> new Chunks(tree());
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
            tree().visit(from, to, spans);
        }
    }

    /**
     * The content after {@code operation}; costs the logarithm of the length for each component that is elsewhere than
     * the one before, and the units whose attributes change.
     *
     * @throws InapplicableException if it reaches past the end ({@code PAST_END}) or else has a border inside a
     *     surrogate pair ({@code CUTS_SURROGATE_PAIR})
     */
    public Text apply(Delta operation) throws InapplicableException {
        requireLength(operation);
        Text edited = this;
        int at = 0;
        for (int i = 0; i < operation.size(); i++) {
            int units = operation.units(i);
            Op op = operation.op(i);
            if (op != null) {
                edited = edited.applied(op, at);
            } else if (units < 0) {
                edited = edited.replaced(at, at - units, "", Format.PLAIN);
            }
            at += Math.max(0, units);
        }
        return edited;
    }

    private Text applied(Op op, int at) throws InapplicableException {
        return switch (op) {
            case Op.Insert insert -> replaced(at, at, insert.text(), Format.of(insert));
            case Op.Embed embed -> replaced(at, at, Format.EMBED_UNIT, Format.of(embed));
            case Op.Delete(int length) -> replaced(at, at + length, "", Format.PLAIN);
            case Op.Retain(int length, Attributes change) -> formatted(at, at + length, change);
        };
    }

    private Text replaced(int from, int to, String text, Format format) throws InapplicableException {
        Typing more = typing.replaced(root, from, to, text, format);
        if (more != null) {
            return with(root, more);
        }
        return with(cuttable(from, to), new Typing(from, to - from, text, format));
    }

    private Text with(Node edited, Typing typed) {
        return typed.text().length() > sizes.typedUnits()
                ? new Text(typed.in(edited, sizes), Typing.NONE, sizes)
                : new Text(edited, typed, sizes);
    }

    private Text formatted(int from, int to, Attributes change) throws InapplicableException {
        return new Text(cuttable(from, to).format(from, to, change), Typing.NONE, sizes);
    }

    /** The tree, if units {@code from} to {@code to} begin and end outside surrogate pairs. */
    private Node cuttable(int from, int to) throws InapplicableException {
        tree().requireCuttable(from);
        tree().requireCuttable(to);
        return tree();
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
            if (at < length()) {
                cuttable(at, at);
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
