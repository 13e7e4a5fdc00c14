package io.cowrite.kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a law is tried on. Made on {@code content}, which is of inserts: {@code a} and {@code b}, at the same time. Made
 * after {@code a}: {@code c}, then {@code d}.
 */
record LawCase(Delta content, Delta a, Delta b, Delta c, Delta d) {

    /** Whether each operation applies where it was made. */
    boolean isValid() {
        return content.ops().stream().allMatch(Op::isInsertion) && applies(content, a) && applies(content, b)
                && applies(after(content, a), c) && applies(after(after(content, a), c), d);
    }

    /** Whether the two made at the same time want something of the same place. */
    boolean collides() {
        return Reference.collide(a.ops(), b.ops());
    }

    static Delta after(Delta content, Delta operation) {
        return Delta.of(Reference.content(Reference.apply(Reference.cells(content.ops()), operation.ops())));
    }

    private static boolean applies(Delta content, Delta operation) {
        return Reference.refusal(Reference.cells(content.ops()), operation.ops()) == null;
    }

    /** As Java, to be pasted into a test. */
    String asTest(Law law) {
        String arguments = List.of(content, a, b, c, d).stream().map(LawCase::java).collect(Collectors.joining(", "));
        return """
                @Test
                void found() throws Exception {
                    Law.%s.check(Algebra.KERNEL, new LawCase(%s));
                }""".formatted(law.name(), arguments);
    }

    private static String java(Delta delta) {
        return delta.ops().stream().map(LawCase::java).collect(Collectors.joining(", ", "Delta.of(", ")"));
    }

    private static String java(Op op) {
        String attributes = op.attributes().isEmpty() ? "" : ", Attributes.of(" + java(op.attributes().values()) + ")";
        return switch (op) {
            case Op.Retain retain -> "new Op.Retain(" + retain.length() + attributes + ")";
            case Op.Delete delete -> "new Op.Delete(" + delete.length() + ")";
            case Op.Insert insert -> "new Op.Insert(" + quote(insert.text()) + attributes + ")";
            case Op.Embed embed -> "new Op.Embed(new Json.Obj(new TreeMap<>(" + java(embed.value().members()) + "))"
                    + (attributes.isEmpty() ? ", Attributes.NONE" : attributes) + ")";
        };
    }

    private static String java(Map<String, Json> members) {
        return members.entrySet().stream()
                .map(member -> quote(member.getKey()) + ", " + java(member.getValue()))
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    }

    private static String java(Json value) {
        return switch (value) {
            case Json.Literal literal -> "Json.Literal." + literal;
            case Json.Int(long integer) -> "new Json.Int(" + integer + "L)";
            case Json.Str(String text) -> "new Json.Str(" + quote(text) + ")";
            case Json.Array array -> array.items().stream().map(LawCase::java)
                    .collect(Collectors.joining(", ", "new Json.Array(List.of(", "))"));
            case Json.Obj object -> "new Json.Obj(new TreeMap<>(" + java(object.members()) + "))";
        };
    }

    private static String quote(String text) {
        return text.chars()
                .mapToObj(unit -> unit > ' ' && unit < 127 ? String.valueOf((char) unit) : "\\u%04x".formatted(unit))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
