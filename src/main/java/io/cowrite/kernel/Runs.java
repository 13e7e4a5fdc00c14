package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the units of a leaf are formatted, in runs from left to right; neighbours do not {@linkplain Format#joins join}.
 * A leaf that is all plain has null instead. Immutable.
 */
final class Runs {

    private final int[] ends;
    private final Format[] formats;

    private Runs(int[] ends, Format[] formats) {
        this.ends = ends;
        this.formats = formats;
    }

    int count() {
        return ends.length;
    }

    /** Where run {@code index} begins. */
    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Where run {@code index} ends, in units from the start of the leaf. */
    int end(int index) {
        return ends[index];
    }

    Format format(int index) {
        return formats[index];
    }

    /** The run with the unit at {@code at}. */
    int indexAt(int at) {
        int found = Arrays.binarySearch(ends, at + 1);
        return found >= 0 ? found : -found - 1;
    }

    /** Puts runs together. Owned by the one thread that fills it. */
    static final class Builder {

        private final List<Format> formats = new ArrayList<>();
        private int[] ends = new int[8];
        private int length;

        /** {@code units} of one format; none of an embed but one at a time. */
        Builder add(Format format, int units) {
            if (units == 0) {
                return this;
            }
            length += units;
            if (formats.isEmpty() || !formats.getLast().joins(format)) {
                formats.add(format);
            }
            ends = formats.size() > ends.length ? Arrays.copyOf(ends, 2 * ends.length) : ends;
            ends[formats.size() - 1] = length;
            return this;
        }

        /** The part from {@code from} to {@code to} of {@code runs}, plain if null; changed by {@code change}. */
        Builder add(@Nullable Runs runs, int from, int to, Attributes change) {
            if (runs == null) {
                return add(Format.PLAIN.changed(change), to - from);
            }
            for (int i = runs.indexAt(from), at = from; at < to; at = runs.end(i++)) {
                add(runs.format(i).changed(change), Math.min(to, runs.end(i)) - at);
            }
            return this;
        }

        Builder add(@Nullable Runs runs, int from, int to) {
            return add(runs, from, to, Attributes.NONE);
        }

        /** Null if all is plain. */
        @Nullable
        Runs build() {
            boolean plain = formats.isEmpty() || (formats.size() == 1 && formats.getFirst().isPlain());
            return plain ? null : new Runs(Arrays.copyOf(ends, formats.size()), formats.toArray(Format[]::new));
        }
    }
}
