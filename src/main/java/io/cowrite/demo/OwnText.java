package io.cowrite.demo;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Which units of a text are one's own, and where one writes on. It follows the text edit by edit. Confined to whoever
 * guards the text.
 */
final class OwnText {

    private static final char OWN = 'o';
    private static final char OTHERS = '.';

    private final StringBuilder marks = new StringBuilder();
    private int caret;

    /** So much of a line at least is recognised. */
    private static final int LINE_UNITS_MIN = 10;

    /** Of {@code text}, of which nothing else is known: lines that begin {@code sentences}, or are them, are one's own. */
    OwnText(Text text, List<String> sentences) {
        for (String line : text.toString().split("(?<=\n)", -1)) {
            boolean own = line.length() > LINE_UNITS_MIN
                    && line.endsWith("\n")
                    && sentences.stream().anyMatch(sentence -> sentence.startsWith(line.stripTrailing()));
            marks.repeat(own ? OWN : OTHERS, line.length());
        }
        caret = end();
    }

    int length() {
        return marks.length();
    }

    boolean isEmpty() {
        return marks.indexOf("o") < 0;
    }

    /** Right after the last unit of one's own; 0 if there is none. */
    private int end() {
        return marks.lastIndexOf("o") + 1;
    }

    /** Where one writes on. */
    int caret() {
        return caret;
    }

    /** Somebody else changed the text. */
    void follow(Delta change) {
        caret = change.transformPosition(caret);
        apply(change, OTHERS);
    }

    /** Begins a line behind one's own lines, or at {@code home} if there are none. */
    Delta beginLine(Text text, int home) {
        int at = isEmpty() ? home : end();
        boolean within = at > 0 && text.charAt(at - 1) != '\n';
        Delta begun = insertion(at, within ? "\n\n" : "\n");
        apply(begun, OWN);
        caret = within ? at + 1 : at;
        return begun;
    }

    /** Writes {@code text} at the caret. */
    Delta write(String text) {
        Delta written = insertion(caret, text);
        apply(written, OWN);
        caret += text.length();
        return written;
    }

    /** Takes back at most {@code units} of the last that one wrote without a gap. */
    Delta takeBack(int units) {
        int end = end();
        int start = end;
        while (start > 0 && end - start < units && marks.charAt(start - 1) == OWN) {
            start--;
        }
        caret = start;
        return deletion(List.of(new int[]{start, end}));
    }

    /** Takes back all that one wrote. */
    Delta takeBackAll() {
        List<int[]> runs = new ArrayList<>();
        for (int start = marks.indexOf("o"); start >= 0;) {
            int end = marks.indexOf(".", start);
            int[] run = {start, end < 0 ? marks.length() : end};
            runs.add(run);
            start = marks.indexOf("o", run[1]);
        }
        caret = runs.isEmpty() ? caret : runs.getFirst()[0];
        return deletion(runs);
    }

    private Delta deletion(List<int[]> runs) {
        List<Op> ops = new ArrayList<>();
        int at = 0;
        for (int[] run : runs) {
            if (run[0] > at) {
                ops.add(new Op.Retain(run[0] - at));
            }
            if (run[1] > run[0]) {
                ops.add(new Op.Delete(run[1] - run[0]));
            }
            at = run[1];
        }
        Delta deletion = Delta.of(ops);
        apply(deletion, OWN);
        return deletion;
    }

    private static Delta insertion(int at, String text) {
        return at == 0 ? Delta.of(new Op.Insert(text)) : Delta.of(new Op.Retain(at), new Op.Insert(text));
    }

    private void apply(Delta change, char mark) {
        int at = 0;
        for (Op op : change.ops()) {
            switch (op) {
                case Op.Retain retain -> at += retain.length();
                case Op.Delete delete -> marks.delete(at, at + delete.length());
                case Op.Insert insert -> {
                    marks.insert(at, String.valueOf(mark).repeat(insert.length()));
                    at += insert.length();
                }
                case Op.Embed _ -> marks.insert(at++, mark);
            }
        }
    }
}
