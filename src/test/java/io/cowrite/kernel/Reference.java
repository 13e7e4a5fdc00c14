package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules told a second time, unit by unit and without regard to speed: an operation says for each unit of the content
 * before whether it stays, how its attributes change, and what comes before it. A deleted unit keeps its place in the
 * row, which is all that "order is kept" means. Shares no code with what it judges.
 */
final class Reference {

    private static final SortedMap<String, Json> NO_CHANGE = Collections.emptySortedMap();

    private Reference() {}

    /** One unit of content; an embed is one. */
    record Cell(char unit, Json.@Nullable Obj embed, SortedMap<String, Json> attributes) {

        Cell changed(SortedMap<String, Json> change) {
            if (change.isEmpty()) {
                return this;
            }
            SortedMap<String, Json> after = new TreeMap<>(attributes);
            after.putAll(change);
            after.values().removeIf(value -> value == Json.Literal.NULL);
            return new Cell(unit, embed, after);
        }
    }

    static List<Cell> cells(List<Op> inserts) {
        List<Cell> cells = new ArrayList<>();
        for (Op op : inserts) {
            switch (op) {
                case Op.Insert(String text, Attributes attributes) -> {
                    for (int i = 0; i < text.length(); i++) {
                        cells.add(new Cell(text.charAt(i), null, attributes.values()));
                    }
                }
                case Op.Embed(Json.Obj value, Attributes attributes) ->
                    cells.add(new Cell('\ufffc', value, attributes.values()));
                case Op.Retain _,Op.Delete _ -> throw new IllegalArgumentException("no content: " + op);
            }
        }
        return cells;
    }

    static List<Op> content(List<Cell> cells) {
        Row row = new Row();
        row.insert(cells);
        return row.ops();
    }

    /** An operation spread over {@code length} units: {@code inserted} has one more place, the end. */
    private record Spread(List<List<Cell>> inserted, boolean[] deleted, List<SortedMap<String, Json>> changes) {

        static Spread of(List<Op> ops, int length) {
            Spread spread = new Spread(new ArrayList<>(), new boolean[length],
                    new ArrayList<>(Collections.nCopies(length, NO_CHANGE)));
            for (int i = 0; i <= length; i++) {
                spread.inserted.add(List.of());
            }
            int at = 0;
            for (Op op : ops) {
                if (op instanceof Op.Insert || op instanceof Op.Embed) {
                    List<Cell> there = new ArrayList<>(spread.inserted.get(at));
                    there.addAll(cells(List.of(op)));
                    spread.inserted.set(at, there);
                    continue;
                }
                for (int i = 0; i < op.length() && at < length; i++, at++) {
                    spread.deleted[at] = op instanceof Op.Delete;
                    spread.changes.set(at, op.attributes().values());
                }
            }
            return spread;
        }

        int length() {
            return deleted.length;
        }
    }

    /** What is kept, deleted and inserted, unit by unit; joins into components. */
    private static final class Row {

        private enum Kind {
            KEEP,
            DELETE,
            INSERT
        }

        private record Mark(Kind kind, Cell cell) {}

        private static final Cell NO_CELL = new Cell(' ', null, NO_CHANGE);

        private final List<Mark> marks = new ArrayList<>();

        void keep(SortedMap<String, Json> change) {
            marks.add(new Mark(Kind.KEEP, change.isEmpty() ? NO_CELL : new Cell(' ', null, change)));
        }

        void keep() {
            keep(NO_CHANGE);
        }

        void delete() {
            marks.add(new Mark(Kind.DELETE, NO_CELL));
        }

        void insert(Cell cell) {
            marks.add(new Mark(Kind.INSERT, cell));
        }

        void insert(List<Cell> cells) {
            cells.forEach(this::insert);
        }

        List<Op> ops() {
            Mark nothing = new Mark(Kind.KEEP, NO_CELL);
            while (!marks.isEmpty() && marks.getLast().kind == Kind.KEEP && marks.getLast().equals(nothing)) {
                marks.removeLast();
            }
            List<Op> ops = new ArrayList<>();
            for (int from = 0, to; from < marks.size(); from = to) {
                to = from + 1;
                while (to < marks.size() && areOne(marks.get(from), marks.get(to))) {
                    to++;
                }
                ops.add(component(marks.subList(from, to)));
            }
            return ops;
        }

        private static boolean areOne(Mark one, Mark next) {
            return one.kind == next.kind && one.cell.embed == null && next.cell.embed == null
                    && one.cell.attributes.equals(next.cell.attributes);
        }

        private static Op component(List<Mark> alike) {
            Mark mark = alike.getFirst();
            Attributes attributes = Attributes.of(mark.cell.attributes);
            return switch (mark.kind) {
                case KEEP -> new Op.Retain(alike.size(), attributes);
                case DELETE -> new Op.Delete(alike.size());
                case INSERT -> {
                    if (mark.cell.embed != null) {
                        yield new Op.Embed(mark.cell.embed, attributes);
                    }
                    StringBuilder text = new StringBuilder();
                    alike.forEach(one -> text.append(one.cell.unit));
                    yield new Op.Insert(text.toString(), attributes);
                }
            };
        }
    }

    static List<Op> normalForm(List<Op> ops) {
        Spread spread = Spread.of(ops, baseLength(ops));
        Row row = new Row();
        for (int i = 0; i <= spread.length(); i++) {
            row.insert(spread.inserted.get(i));
            if (i < spread.length() && spread.deleted[i]) {
                row.delete();
            } else if (i < spread.length()) {
                row.keep(spread.changes.get(i));
            }
        }
        return row.ops();
    }

    static List<Cell> apply(List<Cell> content, List<Op> ops) {
        Spread spread = Spread.of(ops, content.size());
        List<Cell> after = new ArrayList<>();
        for (int i = 0; i <= content.size(); i++) {
            after.addAll(spread.inserted.get(i));
            if (i < content.size() && !spread.deleted[i]) {
                after.add(content.get(i).changed(spread.changes.get(i)));
            }
        }
        return after;
    }

    static InapplicableException.@Nullable Reason refusal(List<Cell> content, List<Op> ops) {
        if (baseLength(ops) > content.size()) {
            return InapplicableException.Reason.PAST_END;
        }
        int at = 0;
        for (Op op : ops) {
            at += op instanceof Op.Insert || op instanceof Op.Embed ? 0 : op.length();
            if (at > 0 && at < content.size() && Character.isHighSurrogate(content.get(at - 1).unit)) {
                return InapplicableException.Reason.CUTS_SURROGATE_PAIR;
            }
        }
        return null;
    }

    /** A unit of the row after the first operation: of the content before (no cell), or inserted. */
    private record Unit(@Nullable Cell cell, boolean visible, SortedMap<String, Json> change) {}

    static List<Op> compose(List<Op> first, List<Op> next) {
        List<Unit> between = new ArrayList<>();
        Spread one = Spread.of(first, baseLength(first) + baseLength(next));
        for (int i = 0; i <= one.length(); i++) {
            one.inserted.get(i).forEach(cell -> between.add(new Unit(cell, true, NO_CHANGE)));
            if (i < one.length()) {
                between.add(new Unit(null, !one.deleted[i], one.changes.get(i)));
            }
        }
        Spread two = Spread.of(next, (int) between.stream().filter(Unit::visible).count());
        Row row = new Row();
        int seen = 0;
        row.insert(two.inserted.get(0));
        for (Unit unit : between) {
            boolean deleted = !unit.visible || two.deleted[seen];
            if (unit.cell == null && deleted) {
                row.delete();
            } else if (unit.cell == null) {
                row.keep(both(unit.change, two.changes.get(seen)));
            } else if (!deleted) {
                row.insert(unit.cell.changed(two.changes.get(seen)));
            }
            if (unit.visible) {
                row.insert(two.inserted.get(++seen)); // right behind what it follows, before what was deleted there
            }
        }
        return row.ops();
    }

    private static SortedMap<String, Json> both(SortedMap<String, Json> first, SortedMap<String, Json> next) {
        if (first.isEmpty() || next.isEmpty()) {
            return first.isEmpty() ? next : first;
        }
        SortedMap<String, Json> both = new TreeMap<>(first);
        both.putAll(next);
        return both;
    }

    static List<Op> transformOver(List<Op> later, List<Op> committed) {
        return transform(later, committed, true);
    }

    static List<Op> transformUnder(List<Op> committed, List<Op> later) {
        return transform(committed, later, false);
    }

    private static List<Op> transform(List<Op> moved, List<Op> fixed, boolean fixedWins) {
        int length = Math.max(baseLength(moved), baseLength(fixed));
        Spread ours = Spread.of(moved, length);
        Spread theirs = Spread.of(fixed, length);
        Row row = new Row();
        for (int i = 0; i <= length; i++) {
            if (!fixedWins) {
                row.insert(ours.inserted.get(i));
            }
            theirs.inserted.get(i).forEach(_ -> row.keep());
            if (fixedWins) {
                row.insert(ours.inserted.get(i));
            }
            if (i < length && !theirs.deleted[i]) {
                if (ours.deleted[i]) {
                    row.delete();
                } else {
                    row.keep(fixedWins ? without(ours.changes.get(i), theirs.changes.get(i)) : ours.changes.get(i));
                }
            }
        }
        return row.ops();
    }

    private static SortedMap<String, Json> without(SortedMap<String, Json> change, SortedMap<String, Json> settled) {
        if (change.isEmpty() || settled.isEmpty()) {
            return change;
        }
        SortedMap<String, Json> rest = new TreeMap<>(change);
        rest.keySet().removeAll(settled.keySet());
        return rest;
    }

    static List<Op> invert(List<Op> ops, List<Cell> content) {
        Spread spread = Spread.of(ops, content.size());
        Row row = new Row();
        for (int i = 0; i <= content.size(); i++) {
            spread.inserted.get(i).forEach(_ -> row.delete());
            if (i < content.size() && spread.deleted[i]) {
                row.insert(content.get(i));
            } else if (i < content.size()) {
                row.keep(back(spread.changes.get(i), content.get(i).attributes));
            }
        }
        return row.ops();
    }

    private static SortedMap<String, Json> back(SortedMap<String, Json> change, SortedMap<String, Json> before) {
        SortedMap<String, Json> back = new TreeMap<>();
        change.forEach((name, value) -> {
            Json was = before.get(name);
            if (!value.equals(was)) {
                back.put(name, was == null ? Json.Literal.NULL : was);
            }
        });
        return back;
    }

    static int transformPosition(int position, List<Op> ops) {
        Spread spread = Spread.of(ops, Math.max(position, baseLength(ops)));
        int moved = 0;
        for (int i = 0; i <= position; i++) {
            moved += spread.inserted.get(i).size();
            if (i < position && !spread.deleted[i]) {
                moved++;
            }
        }
        return moved;
    }

    /**
     * Whether the two want something of one place: insert there both, delete or name the same attribute of one unit, or
     * one inserts inside what the other deletes.
     */
    static boolean collide(List<Op> one, List<Op> other) {
        int length = Math.max(baseLength(one), baseLength(other));
        Spread ours = Spread.of(one, length);
        Spread theirs = Spread.of(other, length);
        for (int i = 0; i <= length; i++) {
            boolean weInsert = !ours.inserted.get(i).isEmpty();
            boolean theyInsert = !theirs.inserted.get(i).isEmpty();
            if ((weInsert && theyInsert) || (weInsert && inside(theirs, i)) || (theyInsert && inside(ours, i))) {
                return true;
            }
            if (i < length && ((ours.deleted[i] && theirs.deleted[i])
                    || !Collections.disjoint(ours.changes.get(i).keySet(), theirs.changes.get(i).keySet()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(Spread deleting, int place) {
        return place > 0 && place < deleting.length() && deleting.deleted[place - 1] && deleting.deleted[place];
    }

    private static int baseLength(List<Op> ops) {
        return ops.stream().filter(op -> op instanceof Op.Retain || op instanceof Op.Delete).mapToInt(Op::length).sum();
    }
}
