package io.cowrite.protocol;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The JSON Schemas in docs/schemas let pass what the codec takes, and nothing else. */
class SchemaTests {

    private static final String BASE = "https://cowrite.io/schemas/v1/";
    private static final int MESSAGES = 3_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern EXAMPLE = Pattern.compile("### `\\w+`\n```json\n(.*)\n```");

    /** What a schema cannot say. */
    private static final Set<String> BEYOND_SCHEMAS = Set.of("since is not newest first", "too many levels");

    private static final List<JsonNode> WRONG = List.of(
            NODES.nullNode(), NODES.booleanNode(true), NODES.stringNode(""), NODES.stringNode("\u00e9?"),
            NODES.numberNode(-1),
            NODES.numberNode(0), NODES.numberNode(1L << 53), NODES.numberNode(1.5), NODES.arrayNode(),
            NODES.objectNode());

    private final SchemaRegistry schemas = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SchemaTests::text));
    private final Schema client = schemas.getSchema(SchemaLocation.of(BASE + "client-message.schema.json"));
    private final Schema server = schemas.getSchema(SchemaLocation.of(BASE + "server-message.schema.json"));

    private static String text(String address) {
        try {
            return Files.readString(Path.of("docs", "schemas", address.substring(BASE.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Decoder {
        Object decode(String frame) throws MalformedException;
    }

    @Test
    void everyExampleOfTheProtocolPasses() throws IOException {
        String[] halves = Files.readString(Path.of("docs", "PROTOCOL.md")).split("## From server to client", 2);
        assertThat(examples(halves[0])).hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(example -> assertThat(client.validate(example, InputFormat.JSON)).isEmpty());
        assertThat(examples(halves[1])).hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(example -> assertThat(server.validate(example, InputFormat.JSON)).isEmpty());
    }

    @Test
    void clientMessagesAndWhatIsNearlyOneAreJudgedAsByTheCodec() {
        RandomMessages random = new RandomMessages(21);
        compare(client, ClientCodec::decode, random, () -> ClientCodec.encode(random.clientMessage()));
    }

    @Test
    void serverMessagesAndWhatIsNearlyOneAreJudgedAsByTheCodec() {
        RandomMessages random = new RandomMessages(22);
        compare(server, ServerCodec::decode, random, () -> ServerCodec.encode(random.serverMessage()));
    }

    @FunctionalInterface
    private interface Source {
        byte[] next();
    }

    private static void compare(Schema schema, Decoder decoder, RandomMessages random, Source source) {
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            String frame = new String(source.next(), StandardCharsets.UTF_8);
            assertThat(verdicts(schema, decoder, frame)).as(frame).isEqualTo("passes, decoded");
            JsonNode message = JSON.readTree(frame);
            spoil(message, random);
            String spoilt = JSON.writeValueAsString(message);
            String verdicts = verdicts(schema, decoder, spoilt);
            assertThat(verdicts).as(spoilt).isIn("passes, decoded", "fails, malformed");
            seen.add(verdicts);
        }
        assertThat(seen).hasSize(2);
    }

    private static String verdicts(Schema schema, Decoder decoder, String frame) {
        boolean passes = schema.validate(frame, InputFormat.JSON).isEmpty();
        try {
            decoder.decode(frame);
            return (passes ? "passes" : "fails") + ", decoded";
        } catch (MalformedException e) {
            boolean beyond = BEYOND_SCHEMAS.contains(String.valueOf(e.getMessage()));
            return (passes && !beyond ? "passes" : "fails") + ", malformed";
        }
    }

    /** Takes something away, adds something, or puts something else in its place; below {@code type}. */
    private static void spoil(JsonNode message, RandomMessages random) {
        List<JsonNode> inner = new ArrayList<>();
        collect(message, inner);
        JsonNode target = inner.get(random.below(inner.size()));
        JsonNode wrong = WRONG.get(random.below(WRONG.size()));
        switch (target) {
            case ObjectNode object -> spoil(object, wrong, random);
            case ArrayNode array when array.isEmpty() || random.below(3) == 0 -> array.add(wrong);
            case ArrayNode array -> array.set(random.below(array.size()), wrong);
            default -> throw new IllegalStateException();
        }
    }

    private static void spoil(ObjectNode object, JsonNode wrong, RandomMessages random) {
        List<String> names = new ArrayList<>(object.propertyNames());
        names.remove("type");
        int kind = names.isEmpty() ? 0 : random.below(4);
        if (kind == 0) {
            object.set("unknown", wrong);
            return;
        }
        String name = names.get(random.below(names.size()));
        if (kind == 1) {
            object.remove(name);
        } else {
            object.set(name, wrong);
        }
    }

    /** Objects and arrays, but not what is inside of a client's own {@code state}. */
    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainer()) {
            into.add(node);
            node.properties().stream()
                    .filter(property -> !property.getKey().equals("state"))
                    .forEach(property -> collect(property.getValue(), into));
            if (node.isArray()) {
                node.forEach(element -> collect(element, into));
            }
        }
    }

    private static List<String> examples(String text) {
        return EXAMPLE.matcher(text).results().map(example -> example.group(1)).toList();
    }
}
