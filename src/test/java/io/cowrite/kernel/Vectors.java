package io.cowrite.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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
        Attributes attributes = node.has("attributes")
                ? Attributes.of(members(node.get("attributes")))
                : Attributes.NONE;
        if (node.has("insert")) {
            JsonNode insert = node.get("insert");
            return insert.isObject()
                    ? new Op.Embed(new Json.Obj(members(insert)), attributes)
                    : new Op.Insert(insert.asString(), attributes);
        }
        return node.has("retain")
                ? new Op.Retain(node.get("retain").asInt(), attributes)
                : new Op.Delete(node.get("delete").asInt());
    }

    private static SortedMap<String, Json> members(JsonNode object) {
        SortedMap<String, Json> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return members;
    }

    private static Json value(JsonNode node) {
        if (node.isObject()) {
            return new Json.Obj(members(node));
        }
        if (node.isString()) {
            return new Json.Str(node.asString());
        }
        if (node.isNumber()) {
            return new Json.Int(node.asLong());
        }
        return node.isNull() ? Json.Literal.NULL : Json.Literal.of(node.asBoolean());
    }

    static String json(Object value) {
        return switch (value) {
            case List<?> list -> "[" + String.join(",", list.stream().map(Vectors::json).toList()) + "]";
            case Op.Retain retain -> "{" + attributes(retain) + "\"retain\":" + retain.length() + "}";
            case Op.Delete delete -> "{\"delete\":" + delete.length() + "}";
            case Op.Insert insert -> "{" + attributes(insert) + "\"insert\":" + quoted(insert.text()) + "}";
            case Op.Embed embed -> "{" + attributes(embed) + "\"insert\":" + embed.value().canonical() + "}";
            case Delta delta -> json(delta.ops());
            case String text -> quoted(text);
            case Integer number -> number.toString();
            case Long number -> number.toString();
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    private static String attributes(Op op) {
        return op.attributes().isEmpty() ? "" : "\"attributes\":" + op.attributes().canonical() + ",";
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
