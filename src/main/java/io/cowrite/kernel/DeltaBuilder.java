package io.cowrite.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings components to normal form as they come. Owned by the one thread that fills it. */
final class DeltaBuilder {

    private final List<Op> settled = new ArrayList<>();

    /** The component that what comes next may still join; a retain that changes nothing is dropped if it is the last. */
    private @Nullable Op open;

    /** Text of {@link #open} once several inserts have joined in it, else null. */
    private @Nullable StringBuilder joined;

    private long lengthBefore;
    private long lengthAfter;

    /** @throws IllegalArgumentException if the content before or after would be longer than {@code 2^31 - 1} units */
    void add(Op op) {
        count(op);
        if (op instanceof Op.Insert(String text, Attributes added)
                && open instanceof Op.Insert(String before, Attributes there) && added.equals(there)) {
            join(before, text);
            return;
        }
        Op merged = merged(open, op);
        if (merged == null) {
            settle();
        }
        open = merged == null ? op : merged;
    }

    private static @Nullable Op merged(@Nullable Op before, Op op) {
        if (op instanceof Op.Retain(int length, Attributes change)
                && before instanceof Op.Retain(int kept, Attributes same) && change.equals(same)) {
            return new Op.Retain(kept + length, change);
        }
        return op instanceof Op.Delete(int length) && before instanceof Op.Delete(int deleted)
                ? new Op.Delete(deleted + length)
                : null;
    }

    void retain(int length) {
        add(new Op.Retain(length));
    }

    Delta build() {
        if (open instanceof Op.Retain(int trailing, Attributes change) && change.isEmpty()) {
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
        lengthBefore += op.isInsertion() ? 0 : op.length();
        lengthAfter += op instanceof Op.Delete ? 0 : op.length();
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
        if (open != null) {
            settled.add(joined == null ? open : new Op.Insert(joined.toString(), open.attributes()));
        }
        joined = null;
        open = null;
    }
}
