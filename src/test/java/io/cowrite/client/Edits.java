package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;

/** Edits for tests, and their effect on a plain string. */
final class Edits {

    private Edits() {}

    static Delta insert(int position, String text) {
        return at(position, new Op.Insert(text));
    }

    static Delta delete(int position, int length) {
        return at(position, new Op.Delete(length));
    }

    static void edit(Link link, Delta edit) {
        try {
            link.replica.edit(edit);
        } catch (InapplicableException e) {
            throw new AssertionError(edit.toString(), e);
        }
        link.mirror = apply(link.mirror, edit);
    }

    static String apply(String text, Delta change) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Op op : change.ops()) {
            switch (op) {
                case Op.Retain retain -> out.append(text, at, at += retain.length());
                case Op.Insert insert -> out.append(insert.text());
                case Op.Embed _ -> out.append('\ufffc');
                case Op.Delete delete -> at += delete.length();
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private static Delta at(int position, Op op) {
        List<Op> ops = new ArrayList<>();
        if (position > 0) {
            ops.add(new Op.Retain(position));
        }
        ops.add(op);
        return Delta.of(ops);
    }
}
