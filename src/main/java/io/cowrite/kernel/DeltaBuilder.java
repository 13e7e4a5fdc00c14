package io.cowrite.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Brings components to normal form as they come. Owned by the one thread that fills it. */
final class DeltaBuilder {

    /** What most keystrokes are: an insert of one letter of ASCII, shared by all deltas. */
    private static final Op.Insert[] LETTERS = IntStream.range(0, 128)
            .mapToObj(letter -> new Op.Insert(letter == '\r' ? "\n" : Character.toString(letter)))
            .toArray(Op.Insert[]::new);

    private int[] units;
    private @Nullable Op[] ops;
    private int size;

    /** Text of the last component once several inserts have joined in it, else null. */
    private @Nullable StringBuilder joined;

    private long lengthBefore;
    private long lengthAfter;

    DeltaBuilder() {
        this(4);
    }

    /** @param size how many components there will be, more or less */
    DeltaBuilder(int size) {
        units = new int[size];
        ops = new Op[size];
    }

    /** @throws IllegalArgumentException if the content before or after would be longer than {@code 2^31 - 1} units */
    void add(Op op) {
        switch (op) {
            case Op.Delete(int length) -> delete(length);
            case Op.Retain retain -> add(retain);
            case Op.Insert insert -> add(insert);
            case Op.Embed embed -> {
                count(0, 1);
                push(1, embed);
            }
        }
    }

    private void add(Op.Retain retain) {
        if (retain.attributes().isEmpty()) {
            retain(retain.length());
            return;
        }
        count(retain.length(), retain.length());
        if (last() instanceof Op.Retain(int kept, Attributes same) && retain.attributes().equals(same)) {
            units[size - 1] = kept + retain.length();
            ops[size - 1] = new Op.Retain(kept + retain.length(), same);
        } else {
            push(retain.length(), retain);
        }
    }

    void add(Op.Insert insert) {
        count(0, insert.length());
        if (last() instanceof Op.Insert(String before, Attributes there) && insert.attributes().equals(there)) {
            joined = joined == null ? new StringBuilder(before) : joined;
            joined.append(insert.text());
            units[size - 1] += insert.length();
        } else {
            push(insert.length(), shared(insert));
        }
    }

    private static Op.Insert shared(Op.Insert insert) {
        boolean letter = insert.length() == 1 && insert.attributes().isEmpty();
        char first = insert.text().charAt(0);
        return letter && first < LETTERS.length ? LETTERS[first] : insert;
    }

    /** As {@link #add}, of a retain that changes nothing. */
    void retain(int length) {
        count(length, length);
        if (size > 0 && units[size - 1] > 0 && ops[size - 1] == null) {
            units[size - 1] += length;
        } else {
            push(length, null);
        }
    }

    /** As {@link #add}, of a deletion. */
    void delete(int length) {
        count(length, 0);
        if (size > 0 && units[size - 1] < 0) {
            units[size - 1] -= length;
        } else {
            push(-length, null);
        }
    }

    private @Nullable Op last() {
        return size == 0 ? null : ops[size - 1];
    }

    private void push(int length, @Nullable Op op) {
        settle();
        if (size == units.length) {
            units = Arrays.copyOf(units, 2 * size + 2);
            ops = Arrays.copyOf(ops, 2 * size + 2);
        }
        units[size] = length;
        ops[size++] = op;
    }

    private void settle() {
        if (joined != null && last() instanceof Op.Insert(String _, Attributes there)) {
            ops[size - 1] = new Op.Insert(joined.toString(), there);
            joined = null;
        }
    }

    Delta build() {
        settle();
        if (size > 0 && units[size - 1] > 0 && ops[size - 1] == null) {
            size--;
            lengthBefore -= units[size];
            lengthAfter -= units[size];
        }
        return size == 0
                ? Delta.EMPTY
                : new Delta(size == units.length ? units : Arrays.copyOf(units, size),
                        size == ops.length ? ops : Arrays.copyOf(ops, size), (int) lengthBefore,
                        (int) (lengthAfter - lengthBefore));
    }

    private void count(int before, int after) {
        lengthBefore += before;
        lengthAfter += after;
        if (Math.max(lengthBefore, lengthAfter) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("lengths add up to more than " + Integer.MAX_VALUE);
        }
    }
}
