package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes of one height, side by side. */
final class Branch implements Node {

    private final Node[] children;

    /** Of each child, so that the one with a place is found without looking at any. */
    private final int[] lengths;

    private final int length;

    private Branch(Node[] children, int[] lengths, int length) {
        this.children = children;
        this.lengths = lengths;
        this.length = length;
    }

    private static Branch of(Node[] children) {
        int[] lengths = new int[children.length];
        int length = 0;
        for (int i = 0; i < children.length; i++) {
            lengths[i] = children[i].length();
            length += lengths[i];
        }
        return new Branch(children, lengths, length);
    }

    /** {@code nodes} of one height, put evenly under as few branches as hold them. */
    private static Node[] group(Node[] nodes, NodeSizes sizes) {
        Node[] branches = new Node[Math.ceilDiv(nodes.length, sizes.branchChildren())];
        int from = 0;
        for (int i = 0; i < branches.length; i++) {
            int to = from + Math.ceilDiv(nodes.length - from, branches.length - i);
            branches[i] = of(Arrays.copyOfRange(nodes, from, to));
            from = to;
        }
        return branches;
    }

    /** A tree of {@code nodes} of one height, as flat as can be. */
    static Node rootOf(Node[] nodes, NodeSizes sizes) {
        Node[] level = nodes;
        while (level.length > 1) {
            level = group(level, sizes);
        }
        Node root = level.length == 0 ? Leaf.EMPTY : level[0];
        while (root instanceof Branch branch && branch.children.length == 1) {
            root = branch.children[0];
        }
        return root;
    }

    int childCount() {
        return children.length;
    }

    Node child(int index) {
        return children[index];
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int weight() {
        return children.length;
    }

    @Override
    public boolean fits(int weight, NodeSizes sizes) {
        return children.length + weight <= sizes.branchChildren();
    }

    @Override
    public Node join(Node right, NodeSizes sizes) {
        List<Node> all = new ArrayList<>(Arrays.asList(children));
        Branch neighbour = (Branch) right;
        addJoining(all, neighbour.children[0], sizes);
        all.addAll(Arrays.asList(neighbour.children).subList(1, neighbour.children.length));
        return of(all.toArray(Node[]::new));
    }

    @Override
    public @Nullable Node patch(int from, int to, String text, Format format, NodeSizes sizes) {
        int index = 0;
        int start = 0;
        while (from > start + lengths[index]) {
            start += lengths[index++];
        }
        if (to > start + lengths[index]) {
            return null;
        }
        Node patched = children[index].patch(from - start, to - start, text, format, sizes);
        return patched == null ? null : with(index, patched);
    }

    private Branch with(int index, Node child) {
        Node[] nodes = children.clone();
        int[] counts = lengths.clone();
        nodes[index] = child;
        counts[index] = child.length();
        return new Branch(nodes, counts, length - lengths[index] + counts[index]);
    }

    @Override
    public Node[] replace(int from, int to, String text, Format format, NodeSizes sizes) {
        int first = 0;
        int start = 0;
        while (from > start + lengths[first]) {
            start += lengths[first++];
        }
        int end = start + lengths[first];
        if (to > end) {
            return replaceAcross(first, start, from, to, text, format, sizes);
        }
        return splice(first, first, children[first].replace(from - start, to - start, text, format, sizes), sizes);
    }

    private Node[] replaceAcross(int first, int start, int from, int to, String text, Format format, NodeSizes sizes) {
        Node[] left = children[first].replace(from - start, lengths[first], text, format, sizes);
        int last = first;
        int lastStart = start;
        while (to > lastStart + lengths[last]) {
            lastStart += lengths[last++];
        }
        Node[] right = children[last].replace(0, to - lastStart, "", Format.PLAIN, sizes);
        Node[] edited = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, edited, left.length, right.length);
        return splice(first, last, edited, sizes);
    }

    /** Puts {@code edited} in the place of the children {@code first} to {@code last}, joining what now fits together. */
    private Node[] splice(int first, int last, Node[] edited, NodeSizes sizes) {
        List<Node> all = new ArrayList<>(children.length + edited.length);
        all.addAll(Arrays.asList(children).subList(0, first));
        for (Node node : edited) {
            addJoining(all, node, sizes);
        }
        if (last + 1 < children.length) {
            addJoining(all, children[last + 1], sizes);
            all.addAll(Arrays.asList(children).subList(last + 2, children.length));
        }
        return group(all.toArray(Node[]::new), sizes);
    }

    private static void addJoining(List<Node> nodes, Node node, NodeSizes sizes) {
        if (!nodes.isEmpty() && nodes.getLast().fits(node.weight(), sizes)) {
            nodes.set(nodes.size() - 1, nodes.getLast().join(node, sizes));
        } else {
            nodes.add(node);
        }
    }

    @Override
    public Node format(int from, int to, Attributes change) {
        Node[] changed = children.clone();
        int start = 0;
        for (int i = 0; i < children.length && start < to; i++) {
            int end = start + lengths[i];
            if (from < end) {
                changed[i] = children[i].format(Math.max(from, start) - start, Math.min(to, end) - start, change);
            }
            start = end;
        }
        return new Branch(changed, lengths, length);
    }

    @Override
    public int height() {
        return 1 + children[0].height();
    }

    @Override
    public boolean isEvenlyDeep(int height) {
        return Arrays.stream(children).allMatch(child -> child.isEvenlyDeep(height - 1));
    }

    @Override
    public char charAt(int index) {
        int start = 0;
        int child = 0;
        while (index >= start + lengths[child]) {
            start += lengths[child++];
        }
        return children[child].charAt(index - start);
    }

    @Override
    public boolean isAll(char unit, int from, int to) {
        int start = 0;
        for (int i = 0; i < children.length && start < to; i++) {
            int end = start + lengths[i];
            if (from < end && !children[i].isAll(unit, Math.max(from, start) - start, Math.min(to, end) - start)) {
                return false;
            }
            start = end;
        }
        return true;
    }

    @Override
    public void appendTo(StringBuilder target, int from, int to) {
        visit(from, to, (text, start, end, _) -> target.append(text, start, end));
    }

    @Override
    public void visit(int from, int to, Spans spans) {
        int start = 0;
        for (int i = 0; i < children.length && start < to; i++) {
            int end = start + lengths[i];
            if (from < end) {
                children[i].visit(Math.max(from, start) - start, Math.min(to, end) - start, spans);
            }
            start = end;
        }
    }
}
