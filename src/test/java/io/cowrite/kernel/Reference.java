package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules told a second time, unit by unit and without regard to speed: an operation says for each unit of the content
 * before whether it stays, and what text comes before it. A deleted unit keeps its place in the row, which is all that
 * "order is kept" means. Shares no code with what it judges.
 */
final class Reference {

    private Reference() {}

    /** An operation spread over {@code length} units: {@code texts} has one more place, the end. */
    private record Spread(StringBuilder[] texts, boolean[] deleted) {

        static Spread empty(int length) {
            StringBuilder[] texts = new StringBuilder[length + 1];
            for (int i = 0; i <= length; i++) {
                texts[i] = new StringBuilder();
            }
            return new Spread(texts, new boolean[length]);
        }

        static Spread of(List<Op> ops, int length) {
            Spread spread = empty(length);
            int at = 0;
            for (Op op : ops) {
                if (op instanceof Op.Insert(String text)) {
                    spread.texts[at].append(text);
                } else {
                    for (int i = 0; i < op.length(); i++, at++) {
                        if (at < length) {
                            spread.deleted[at] = op instanceof Op.Delete;
                        }
                    }
                }
            }
            return spread;
        }

        int length() {
            return deleted.length;
        }
    }

    /** A row of {@code -} (kept), {@code x} (deleted) and {@code +} (inserted), which joins into components. */
    private static final class Row {

        private final StringBuilder marks = new StringBuilder();
        private final StringBuilder inserted = new StringBuilder();

        void keep() {
            marks.append('-');
        }

        void delete() {
            marks.append('x');
        }

        void insert(CharSequence text) {
            inserted.append(text);
            marks.repeat('+', text.length());
        }

        List<Op> ops() {
            String row = marks.toString().replaceAll("-+$", "");
            List<Op> ops = new ArrayList<>();
            int taken = 0;
            for (int from = 0, to; from < row.length(); from = to) {
                to = from;
                while (to < row.length() && row.charAt(to) == row.charAt(from)) {
                    to++;
                }
                int length = to - from;
                ops.add(switch (row.charAt(from)) {
                    case '-' -> new Op.Retain(length);
                    case 'x' -> new Op.Delete(length);
                    default -> new Op.Insert(inserted.substring(taken, taken += length));
                });
            }
            return ops;
        }
    }

    static List<Op> normalForm(List<Op> ops) {
        Spread spread = Spread.of(ops, baseLength(ops));
        Row row = new Row();
        for (int i = 0; i <= spread.length(); i++) {
            row.insert(spread.texts[i]);
            if (i < spread.length() && spread.deleted[i]) {
                row.delete();
            } else {
                row.keep();
            }
        }
        return row.ops();
    }

    static String apply(String content, List<Op> ops) {
        Spread spread = Spread.of(ops, content.length());
        StringBuilder after = new StringBuilder();
        for (int i = 0; i <= content.length(); i++) {
            after.append(spread.texts[i]);
            if (i < content.length() && !spread.deleted[i]) {
                after.append(content.charAt(i));
            }
        }
        return after.toString();
    }

    static InapplicableException.@Nullable Reason refusal(String content, List<Op> ops) {
        if (baseLength(ops) > content.length()) {
            return InapplicableException.Reason.PAST_END;
        }
        int at = 0;
        for (Op op : ops) {
            at += op instanceof Op.Insert ? 0 : op.length();
            if (at > 0 && at < content.length() && content.codePointAt(at - 1) > 0xFFFF) {
                return InapplicableException.Reason.CUTS_SURROGATE_PAIR;
            }
        }
        return null;
    }

    /** A unit of the row after the first operation: of the content before, or inserted by one of the two. */
    private record Unit(boolean original, char letter, boolean visible) {}

    static List<Op> compose(List<Op> first, List<Op> next) {
        List<Unit> between = new ArrayList<>();
        Spread one = Spread.of(first, baseLength(first) + baseLength(next));
        for (int i = 0; i <= one.length(); i++) {
            one.texts[i].chars().forEach(letter -> between.add(new Unit(false, (char) letter, true)));
            if (i < one.length()) {
                between.add(new Unit(true, ' ', !one.deleted[i]));
            }
        }
        Spread two = Spread.of(next, (int) between.stream().filter(Unit::visible).count());
        Row row = new Row();
        int seen = 0;
        row.insert(two.texts[0]);
        for (Unit unit : between) {
            boolean deleted = !unit.visible || two.deleted[seen];
            if (!unit.original && !deleted) {
                row.insert(String.valueOf(unit.letter));
            } else if (unit.original && deleted) {
                row.delete();
            } else if (unit.original) {
                row.keep();
            }
            if (unit.visible) {
                row.insert(two.texts[++seen]); // right behind what it follows, before what was deleted there
            }
        }
        return row.ops();
    }

    static List<Op> transformOver(List<Op> later, List<Op> committed) {
        return transform(later, committed, true);
    }

    static List<Op> transformUnder(List<Op> committed, List<Op> later) {
        return transform(committed, later, false);
    }

    private static List<Op> transform(List<Op> moved, List<Op> fixed, boolean fixedFirst) {
        int length = Math.max(baseLength(moved), baseLength(fixed));
        Spread ours = Spread.of(moved, length);
        Spread theirs = Spread.of(fixed, length);
        Row row = new Row();
        for (int i = 0; i <= length; i++) {
            if (!fixedFirst) {
                row.insert(ours.texts[i]);
            }
            for (int k = 0; k < theirs.texts[i].length(); k++) {
                row.keep();
            }
            if (fixedFirst) {
                row.insert(ours.texts[i]);
            }
            if (i < length && !theirs.deleted[i]) {
                if (ours.deleted[i]) {
                    row.delete();
                } else {
                    row.keep();
                }
            }
        }
        return row.ops();
    }

    static List<Op> invert(List<Op> ops, String content) {
        Spread spread = Spread.of(ops, content.length());
        Row row = new Row();
        for (int i = 0; i <= content.length(); i++) {
            for (int k = 0; k < spread.texts[i].length(); k++) {
                row.delete();
            }
            if (i < content.length() && spread.deleted[i]) {
                row.insert(content.substring(i, i + 1));
            } else {
                row.keep();
            }
        }
        return row.ops();
    }

    static int transformPosition(int position, List<Op> ops) {
        Spread spread = Spread.of(ops, Math.max(position, baseLength(ops)));
        int moved = 0;
        for (int i = 0; i <= position; i++) {
            moved += spread.texts[i].length();
            if (i < position && !spread.deleted[i]) {
                moved++;
            }
        }
        return moved;
    }

    private static int baseLength(List<Op> ops) {
        return ops.stream().filter(op -> !(op instanceof Op.Insert)).mapToInt(Op::length).sum();
    }
}
