package io.cowrite.kernel;

import java.util.Map;

/** Writes JSON as RFC 8785 wants it. */
final class JsonText {

    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    static void write(StringBuilder out, Json value) {
        switch (value) {
            case Json.Literal.NULL -> out.append("null");
            case Json.Literal.TRUE -> out.append("true");
            case Json.Literal.FALSE -> out.append("false");
            case Json.Int(long integer) -> out.append(integer);
            case Json.Str(String text) -> quote(out, text);
            case Json.Array array -> {
                String before = "[";
                for (Json item : array.items()) {
                    write(out.append(before), item);
                    before = ",";
                }
                out.append(array.items().isEmpty() ? "[]" : "]");
            }
            case Json.Obj object -> write(out, object.members());
        }
    }

    /** {@code members} in the order in which they come. */
    static void write(StringBuilder out, Map<String, Json> members) {
        String before = "{";
        for (Map.Entry<String, Json> member : members.entrySet()) {
            quote(out.append(before), member.getKey());
            write(out.append(':'), member.getValue());
            before = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    /** Units {@code from} to {@code to} of {@code text} as they stand inside quotes: escaped only where they must be. */
    static void escape(StringBuilder out, String text, int from, int to) {
        int plain = from;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit == '"' || unit == '\\') {
                escape(out.append(text, plain, i).append('\\'), unit);
                plain = i + 1;
            }
        }
        out.append(text, plain, to);
    }

    private static void quote(StringBuilder out, String text) {
        escape(out.append('"'), text, 0, text.length());
        out.append('"');
    }

    private static void escape(StringBuilder out, char unit) {
        switch (unit) {
            case '"', '\\' -> out.append(unit);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append("u00").append(HEX.charAt(unit >> 4)).append(HEX.charAt(unit & 0xF));
        }
    }
}
