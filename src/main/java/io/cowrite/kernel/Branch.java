package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nodes of one height, side by side. */
final class Branch implements Node {

    private final Node[] children;
    private final int length;

    private Branch(Node[] children, int length) {
        this.children = children;
        this.length = length;
    }

    private static Branch of(Node[] children) {
        int length = 0;
        for (Node child : children) {
            length += child.length();
        }
        return new Branch(children, length);
    }

    /** {@code nodes} of one height, put evenly under as few branches as hold them. */
    static Node[] group(Node[] nodes, NodeSizes sizes) {
        Node[] branches = new Node[Math.ceilDiv(nodes.length, sizes.branchChildren())];
        int from = 0;
        for (int i = 0; i < branches.length; i++) {
            int to = from + Math.ceilDiv(nodes.length - from, branches.length - i);
            branches[i] = of(Arrays.copyOfRange(nodes, from, to));
            from = to;
        }
        return branches;
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
    public Node[] replace(int from, int to, String text, NodeSizes sizes) {
        int first = 0;
        int start = 0;
        while (from > start + children[first].length()) {
            start += children[first++].length();
        }
        int end = start + children[first].length();
        if (to > end) {
            return replaceAcross(first, start, from, to, text, sizes);
        }
        Node[] edited = children[first].replace(from - start, to - start, text, sizes);
        if (edited.length == 1 && !joins(first, edited[0], sizes)) {
            Node[] copy = children.clone();
            copy[first] = edited[0];
            return new Node[]{new Branch(copy, length - (to - from) + text.length())};
        }
        return splice(first, first, edited, sizes);
    }

    private Node[] replaceAcross(int first, int start, int from, int to, String text, NodeSizes sizes) {
        Node[] left = children[first].replace(from - start, children[first].length(), text, sizes);
        int last = first;
        int lastStart = start;
        while (to > lastStart + children[last].length()) {
            lastStart += children[last++].length();
        }
        Node[] right = children[last].replace(0, to - lastStart, "", sizes);
        Node[] edited = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, edited, left.length, right.length);
        return splice(first, last, edited, sizes);
    }

    private boolean joins(int index, Node edited, NodeSizes sizes) {
        return (index > 0 && edited.fits(children[index - 1].weight(), sizes))
                || (index + 1 < children.length && edited.fits(children[index + 1].weight(), sizes));
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
    public char charAt(int index) {
        int start = 0;
        int child = 0;
        while (index >= start + children[child].length()) {
            start += children[child++].length();
        }
        return children[child].charAt(index - start);
    }

    @Override
    public void appendTo(StringBuilder target, int from, int to) {
        int start = 0;
        for (Node child : children) {
            int end = start + child.length();
            if (from < end && to > start) {
                child.appendTo(target, Math.max(from, start) - start, Math.min(to, end) - start);
            }
            start = end;
        }
    }
}
