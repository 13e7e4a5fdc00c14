package io.cowrite.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes vectors; JSON as JavaScript's {@code JSON.stringify} writes it. */
final class Vectors {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Vectors() {}

    static Path source(String name) {
        return Path.of("src/test/resources/vectors", name);
    }

    static JsonNode read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name), name)) {
            return JSON.readTree(in);
        }
    }

    static List<Op> components(JsonNode array) {
        List<Op> ops = new ArrayList<>();
        for (JsonNode node : array) {
            ops.add(component(node));
        }
        return ops;
    }

    private static Op component(JsonNode node) {
        if (node.has("insert")) {
            return new Op.Insert(node.get("insert").asString());
        }
        return node.has("retain")
                ? new Op.Retain(node.get("retain").asInt())
                : new Op.Delete(node.get("delete").asInt());
    }

    static String json(Object value) {
        return switch (value) {
            case List<?> list -> "[" + String.join(",", list.stream().map(Vectors::json).toList()) + "]";
            case Op.Retain(int length) -> "{\"retain\":" + length + "}";
            case Op.Delete(int length) -> "{\"delete\":" + length + "}";
            case Op.Insert(String text) -> "{\"insert\":" + quoted(text) + "}";
            case Delta delta -> json(delta.ops());
            case String text -> quoted(text);
            case Integer number -> number.toString();
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '\n' -> quoted.append("\\n");
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> quoted.append(unit < ' ' ? "\\u%04x".formatted((int) unit) : unit);
            }
        }
        return quoted.append('"').toString();
    }
}
