package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes keystrokes that go on where the one before was, each in little time; what else comes is left as it is. Owned
 * by the one thread that fills it.
 */
final class Bursts {

    private static final int NOWHERE = -1;

    private final List<Delta> gathered = new ArrayList<>();

    /** The first operation of the burst, and how many have been composed; null before the first. */
    private @Nullable Delta first;

    private int count;

    /**
     * The burst: retain {@code at}, delete {@code before}, insert {@code text}, delete {@code after};
     * {@link #NOWHERE} if {@link #first} is none.
     */
    private int at;

    /** 0 if there is no text. */
    private int before;

    private final StringBuilder text = new StringBuilder();
    private int after;
    private Attributes attributes = Attributes.NONE;

    private Bursts() {}

    /** Operations that composed give what {@code operations} give, and are no more of them. */
    static List<Delta> gathered(List<Delta> operations) {
        Bursts bursts = new Bursts();
        operations.forEach(bursts::add);
        bursts.settle();
        return bursts.gathered;
    }

    private void add(Delta operation) {
        if (first == null || !goesOn(operation)) {
            settle();
            first = operation;
            at = goesOn(operation) ? at : NOWHERE;
        }
        count++;
    }

    private void settle() {
        if (first != null) {
            gathered.add(count == 1 ? first : burst());
        }
        count = 0;
        at = NOWHERE;
        before = 0;
        after = 0;
        text.setLength(0);
    }

    private Delta burst() {
        DeltaBuilder result = new DeltaBuilder();
        if (at > 0) {
            result.retain(at);
        }
        if (before > 0) {
            result.delete(before);
        }
        if (!text.isEmpty()) {
            result.add(new Op.Insert(text.toString(), attributes));
        }
        if (after > 0) {
            result.delete(after);
        }
        return result.build();
    }

    /** Whether {@code operation} goes on with the burst, or begins it; then it is composed with it. */
    private boolean goesOn(Delta operation) {
        int last = operation.size() - 1;
        if (last < 0 || last > 1 || (last == 1 && (operation.units(0) < 0 || operation.op(0) != null))) {
            return false;
        }
        int place = last == 0 ? 0 : operation.units(0);
        at = count == 0 ? place : at;
        if (at == NOWHERE) {
            return false;
        }
        Op op = operation.op(last);
        return op == null
                ? deletes(place, -operation.units(last))
                : op instanceof Op.Insert insert && inserts(place - at, insert);
    }

    /** An insert before what was deleted before the text would stand first, and the text behind that. */
    private boolean inserts(int inText, Op.Insert insert) {
        if (inText < 0 || inText > text.length() || (inText == 0 && before > 0) || !cuttable(inText)
                || !(text.isEmpty() || attributes.equals(insert.attributes()))) {
            return false;
        }
        attributes = insert.attributes();
        text.insert(inText, insert.text());
        return true;
    }

    private boolean deletes(int place, int units) {
        int from = Math.max(0, place - at);
        int to = Math.min(text.length(), place - at + units);
        int left = Math.max(0, at - place);
        int right = Math.max(0, place - at + units - text.length());
        boolean touches = from <= text.length() && to >= 0;
        if (!touches || !cuttable(from) || !cuttable(to)
                || at + (long) before + after + right > Integer.MAX_VALUE) {
            return false;
        }
        text.delete(from, to);
        at -= left;
        before += left;
        after += right;
        if (text.isEmpty()) {
            after += before;
            before = 0;
        }
        return true;
    }

    private boolean cuttable(int inText) {
        return inText == text.length() || !Character.isLowSurrogate(text.charAt(inText));
    }
}
