package io.cowrite.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks the leaves of a rope from left to right. */
final class Chunks implements Iterator<String> {

    private final Deque<Node> ahead = new ArrayDeque<>();

    Chunks(Node root) {
        if (root.length() > 0) {
            ahead.push(root);
        }
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty();
    }

    @Override
    public String next() {
        if (ahead.isEmpty()) {
            throw new NoSuchElementException();
        }
        Node node = ahead.pop();
        while (node instanceof Branch branch) {
            for (int i = branch.childCount() - 1; i > 0; i--) {
                ahead.push(branch.child(i));
            }
            node = branch.child(0);
        }
        return ((Leaf) node).text();
    }
}
