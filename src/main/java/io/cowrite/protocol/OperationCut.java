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

    private static final int BYTES_MIN = 128;
    private static final int COMPONENTS_MIN = 3;

    /**
     * @param bytesMax bytes of the JSON of {@code first}, at least 128; more only if one component, its text aside, is
     *     more already
     * @param componentsMax components of {@code first}, at least 3
     */
    public static OperationCut of(Delta operation, int bytesMax, int componentsMax) {
        if (bytesMax < BYTES_MIN || componentsMax < COMPONENTS_MIN) {
            throw new IllegalArgumentException("nothing would fit " + bytesMax + " bytes, " + componentsMax);
        }
        OperationPieces pieces = new OperationPieces(operation.ops());
        List<Op> first = pieces.take(bytesMax, componentsMax);
        return pieces.isEmpty()
                ? new OperationCut(operation, Delta.EMPTY)
                : new OperationCut(Delta.of(first), after(first, pieces.rest()));
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
