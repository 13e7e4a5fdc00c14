package io.cowrite.protocol;

import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;

/** Takes components from the left, in runs as long as limits allow. Owned by one thread. */
final class OperationPieces {

    /** {@code {"insert":""}}, and a comma. */
    private static final int PLAIN_INSERT_BYTES = 14;

    /** {@code {"retain":}} or {@code {"delete":}}, and a comma. */
    private static final int PLAIN_WALK_BYTES = 12;

    private final List<Op> ops;
    private int index;

    /** Units of the component at {@link #index} that are taken. */
    private int offset;

    OperationPieces(List<Op> ops) {
        this.ops = ops;
    }

    boolean isEmpty() {
        return index == ops.size();
    }

    /**
     * The next run; one component, of an insert at least one character, even if it is larger than {@code bytesMax}.
     *
     * @param bytesMax bytes of the JSON of all, brackets included
     */
    List<Op> take(int bytesMax, int componentsMax) {
        List<Op> taken = new ArrayList<>();
        int bytes = bytesMax - 2;
        while (!isEmpty() && taken.size() < componentsMax) {
            Op op = ops.get(index);
            bytes -= bytesBesideText(op);
            int units = unitsThatFit(op, bytes);
            if (units == 0 && !taken.isEmpty()) {
                break;
            }
            Op piece = piece(op, Math.max(units, 1));
            taken.add(piece);
            if (offset > 0) {
                break;
            }
            bytes -= piece instanceof Op.Insert insert ? JsonSize.bytes(insert.text()) : 0;
        }
        return taken;
    }

    /** Everything that is not taken. */
    List<Op> rest() {
        List<Op> rest = new ArrayList<>(ops.subList(index, ops.size()));
        if (offset > 0 && rest.getFirst() instanceof Op.Insert insert) {
            rest.set(0, new Op.Insert(insert.text().substring(offset), insert.attributes()));
        }
        return rest;
    }

    private int unitsThatFit(Op op, int bytes) {
        if (op instanceof Op.Insert insert) {
            return JsonSize.unitsThatFit(insert.text(), offset, bytes);
        }
        return bytes < 0 ? 0 : op.length();
    }

    /** Moves on; only inserts are cut, between characters. */
    private Op piece(Op op, int units) {
        if (!(op instanceof Op.Insert(String text, var attributes))) {
            index++;
            return op;
        }
        int start = offset;
        int end = Character.isHighSurrogate(text.charAt(start + units - 1)) ? start + units + 1 : start + units;
        boolean whole = end == text.length();
        index += whole ? 1 : 0;
        offset = whole ? 0 : end;
        return whole && start == 0 ? op : new Op.Insert(text.substring(start, end), attributes);
    }

    private static int bytesBesideText(Op op) {
        if (!op.attributes().isEmpty() || op instanceof Op.Embed) {
            return DeltaJson.bytesBesideText(op) + 1;
        }
        return op instanceof Op.Insert ? PLAIN_INSERT_BYTES : PLAIN_WALK_BYTES + Integer.toString(op.length()).length();
    }
}
