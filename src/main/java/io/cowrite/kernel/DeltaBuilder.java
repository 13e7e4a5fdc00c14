package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings components to normal form as they come. Owned by the one thread that fills it. */
final class DeltaBuilder {

    private final List<Op> settled = new ArrayList<>();

    /** The component that what comes next may still join; a retain stays here and is dropped if it is the last. */
    private @Nullable Op open;

    /** Text of {@link #open} once several inserts have joined in it, else null. */
    private @Nullable StringBuilder joined;

    private long lengthBefore;
    private long lengthAfter;

    /** @throws IllegalArgumentException if the content before or after would be longer than {@code 2^31 - 1} units */
    void add(Op op) {
        count(op);
        if (op instanceof Op.Retain(int length) && open instanceof Op.Retain(int before)) {
            open = new Op.Retain(before + length);
        } else if (op instanceof Op.Delete(int length) && open instanceof Op.Delete(int before)) {
            open = new Op.Delete(before + length);
        } else if (op instanceof Op.Insert(String text) && open instanceof Op.Insert(String before)) {
            join(before, text);
        } else {
            settle();
            open = op;
        }
    }

    void retain(int length) {
        add(new Op.Retain(length));
    }

    Delta build() {
        if (open instanceof Op.Retain(int trailing)) {
            lengthBefore -= trailing;
            lengthAfter -= trailing;
            open = null;
        }
        settle();
        if (settled.isEmpty()) {
            return Delta.EMPTY;
        }
        return new Delta(List.copyOf(settled), (int) lengthBefore, (int) (lengthAfter - lengthBefore));
    }

    private void count(Op op) {
        switch (op) {
            case Op.Retain(int length) -> {
                lengthBefore += length;
                lengthAfter += length;
            }
            case Op.Insert insert -> lengthAfter += insert.length();
            case Op.Delete(int length) -> lengthBefore += length;
        }
        if (Math.max(lengthBefore, lengthAfter) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("lengths add up to more than " + Integer.MAX_VALUE);
        }
    }

    private void join(String before, String text) {
        if (joined == null) {
            joined = new StringBuilder(before);
        }
        joined.append(text);
    }

    private void settle() {
        if (joined != null) {
            settled.add(new Op.Insert(joined.toString()));
            joined = null;
        } else if (open != null) {
            settled.add(open);
        }
        open = null;
    }
}
