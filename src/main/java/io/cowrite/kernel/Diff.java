package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;

/** The operation from one content to another. */
final class Diff {

    /** Comparisons of points: some tens of milliseconds, and enough for some thousand scattered changes. */
    private static final long WORK_MAX = 1L << 25;

    private final Text before;
    private final Text after;
    private final DeltaBuilder result = new DeltaBuilder();
    private int atBefore;
    private int atAfter;

    private Diff(Text before, Text after) {
        this.before = before;
        this.after = after;
    }

    static Delta between(Text before, Text after) {
        return between(before, after, WORK_MAX);
    }

    static Delta between(Text before, Text after, long workMax) {
        Points points = new Points();
        return new Diff(before, after).walk(points.of(before), points.of(after), workMax);
    }

    private Delta walk(int[] rowBefore, int[] rowAfter, long workMax) {
        EditScript script = EditScript.of(rowBefore, rowAfter, workMax);
        int i = 0;
        int j = 0;
        while (i < rowBefore.length || j < rowAfter.length) {
            int coming = script.coming(j);
            insert(Points.units(rowAfter, j, j + coming));
            j += coming;
            int going = script.going(i);
            delete(Points.units(rowBefore, i, i + going));
            i += going;
            int staying = script.staying(i, j);
            keep(Points.units(rowBefore, i, i + staying));
            i += staying;
            j += staying;
        }
        return result.build();
    }

    private void insert(int units) {
        after.visit(atAfter, atAfter + units, (text, from, to, format) -> result.add(format.insertion(text, from, to)));
        atAfter += units;
    }

    private void delete(int units) {
        if (units > 0) {
            result.add(new Op.Delete(units));
        }
        atBefore += units;
    }

    /** Changes attributes where they differ. */
    private void keep(int units) {
        List<Stretch> wanted = stretches(after, atAfter, units);
        int index = 0;
        int taken = 0;
        for (Stretch stretch : stretches(before, atBefore, units)) {
            for (int left = stretch.units; left > 0;) {
                Stretch want = wanted.get(index);
                int both = Math.min(left, want.units - taken);
                result.add(new Op.Retain(both, stretch.attributes.diff(want.attributes)));
                left -= both;
                taken = taken + both == want.units ? 0 : taken + both;
                index += taken == 0 ? 1 : 0;
            }
        }
        atBefore += units;
        atAfter += units;
    }

    /** Units of equal attributes. */
    private record Stretch(int units, Attributes attributes) {}

    private static List<Stretch> stretches(Text content, int from, int units) {
        List<Stretch> stretches = new ArrayList<>();
        content.visit(from, from + units,
                (_, start, end, format) -> stretches.add(new Stretch(end - start, format.attributes())));
        return stretches;
    }
}
