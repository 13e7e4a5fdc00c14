package io.cowrite.protocol;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation in two: {@code first}, then {@code rest}, have the effect of the whole.
 *
 * @param first what fits, from the left
 * @param rest empty if everything does
 */
public record OperationCut(Delta first, Delta rest) {

    /** Bytes of a component's JSON beside the text: a comma, a key and at most ten digits. */
    private static final int COMPONENT_BYTES_MAX = 24;

    private static final int BYTES_MIN = 128;
    private static final int COMPONENTS_MIN = 3;

    /**
     * @param bytesMax bytes of the JSON of {@code first}, at least 128
     * @param componentsMax components of {@code first}, at least 3
     */
    public static OperationCut of(Delta operation, int bytesMax, int componentsMax) {
        if (bytesMax < BYTES_MIN || componentsMax < COMPONENTS_MIN) {
            throw new IllegalArgumentException("nothing would fit " + bytesMax + " bytes, " + componentsMax);
        }
        List<Op> ops = operation.ops();
        List<Op> first = new ArrayList<>();
        int bytes = bytesMax - 2;
        for (int i = 0; i < ops.size(); i++) {
            bytes -= COMPONENT_BYTES_MAX;
            Op op = ops.get(i);
            int fits = op instanceof Op.Insert insert ? JsonSize.unitsThatFit(insert.text(), 0, bytes) : op.length();
            if (i == componentsMax || bytes < 0 || fits == 0) {
                return new OperationCut(Delta.of(first), after(first, ops.subList(i, ops.size())));
            }
            if (op instanceof Op.Insert insert && fits < insert.length()) {
                first.add(new Op.Insert(insert.text().substring(0, fits)));
                List<Op> rest = new ArrayList<>(ops.subList(i, ops.size()));
                rest.set(0, new Op.Insert(insert.text().substring(fits)));
                return new OperationCut(Delta.of(first), after(first, rest));
            }
            first.add(op);
            bytes -= op instanceof Op.Insert insert ? JsonSize.bytes(insert.text()) : 0;
        }
        return new OperationCut(operation, Delta.EMPTY);
    }

    /** {@code rest}, behind what {@code first} keeps and inserts. */
    private static Delta after(List<Op> first, List<Op> rest) {
        int length = first.stream()
                .filter(op -> !(op instanceof Op.Delete))
                .mapToInt(Op::length)
                .sum();
        List<Op> ops = new ArrayList<>();
        if (length > 0) {
            ops.add(new Op.Retain(length));
        }
        ops.addAll(rest);
        return Delta.of(ops);
    }
}
