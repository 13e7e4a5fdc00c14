package io.cowrite.kernel;

import java.util.stream.Collectors;

/**
 * What a law is tried on. Made on {@code content}: {@code a} and {@code b}, at the same time. Made after {@code a}:
 * {@code c}, then {@code d}.
 */
record LawCase(String content, Delta a, Delta b, Delta c, Delta d) {

    /** Whether each operation applies where it was made. */
    boolean isValid() {
        return applies(content, a) && applies(content, b)
                && applies(after(content, a), c) && applies(after(after(content, a), c), d);
    }

    private static String after(String content, Delta operation) {
        return Reference.apply(content, operation.ops());
    }

    private static boolean applies(String content, Delta operation) {
        return Reference.refusal(content, operation.ops()) == null;
    }

    /** As Java, to be pasted into a test. */
    String asTest(Law law) {
        return """
                @Test
                void found() throws Exception {
                    Law.%s.check(Algebra.KERNEL, new LawCase(%s, %s, %s, %s, %s));
                }""".formatted(law.name(), quote(content), java(a), java(b), java(c), java(d));
    }

    private static String java(Delta delta) {
        return delta.ops().stream().map(LawCase::java).collect(Collectors.joining(", ", "Delta.of(", ")"));
    }

    private static String java(Op op) {
        return switch (op) {
            case Op.Retain(int length) -> "new Op.Retain(" + length + ")";
            case Op.Delete(int length) -> "new Op.Delete(" + length + ")";
            case Op.Insert(String text) -> "new Op.Insert(" + quote(text) + ")";
        };
    }

    private static String quote(String text) {
        return text.chars()
                .mapToObj(unit -> unit > ' ' && unit < 127 ? String.valueOf((char) unit) : "\\u%04x".formatted(unit))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
