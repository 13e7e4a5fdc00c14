package io.cowrite.kernel;

import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** The functions that the laws speak of, so that the laws can be shown wrong ones. */
record Algebra(
        BinaryOperator<Delta> compose,
        BinaryOperator<Delta> transformOver,
        BinaryOperator<Delta> transformUnder,
        BiFunction<Delta, Integer, Integer> transformPosition,
        BiFunction<Delta, Text, Delta> invert,
        BiFunction<Text, Delta, Text> apply) {

    static final Algebra KERNEL = new Algebra(Delta::compose, Delta::transformOver, Delta::transformUnder,
            Delta::transformPosition, Delta::invert, Algebra::applied);

    /** Nodes so small that every case splits and joins them. */
    static final NodeSizes TINY = new NodeSizes(2, 2);

    Delta compose(Delta first, Delta next) {
        return compose.apply(first, next);
    }

    Delta over(Delta later, Delta committed) {
        return transformOver.apply(later, committed);
    }

    Delta under(Delta committed, Delta later) {
        return transformUnder.apply(committed, later);
    }

    int position(int position, Delta operation) {
        return transformPosition.apply(operation, position);
    }

    Delta invert(Delta operation, Delta before) {
        return invert.apply(operation, Text.of(before, TINY));
    }

    /** {@code content} after {@code operations}, read back. */
    Delta after(Delta content, Delta... operations) {
        return text(content, operations).toDelta();
    }

    /** {@code content} after {@code operations}. */
    Text text(Delta content, Delta... operations) {
        Text text = Text.of(content, TINY);
        for (Delta operation : operations) {
            text = apply.apply(text, operation);
        }
        return text;
    }

    private static Text applied(Text text, Delta operation) {
        try {
            return text.apply(operation);
        } catch (InapplicableException e) {
            throw new AssertionError(operation + " does not apply", e);
        }
    }
}
