package io.cowrite.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The scanner finds the tokens that another parser finds, and refuses what that refuses. */
class JsonScannerTests {

    private static final int ROUNDS = Integer.getInteger("rounds", 100_000);
    private static final int STRING_CHARS_MAX = 40;
    private static final int TOKENS_MAX = 60;

    private static final JsonFactory OTHER = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(STRING_CHARS_MAX)
                    .maxTokenCount(TOKENS_MAX)
                    .maxNumberLength(20)
                    .maxNameLength(1024)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String[] PIECES = {
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", "\"a\":", "\"\\u0061\":1", "\\", "\\u", "\\n",
            "\\u00e9",
            "null", "true", "false", "tru", "-", "0", "1", "12", "01", ".", ".5", "e", "E+3", "e-", "99999999999", " ",
            "\t", "\r\n", "\u0000", "\u0001", "\ufeff", "\ud800", "\ud83d\ude00", "é", "/", "NaN", "//", "'",
            "\"0123456789012345678901234567890123456789\"", "\"01234567890123456789012345678901234567890\"",
            "[[[[[[[[", "]]]]]]]]", "{\"a\":{\"a\":", "}}"
    };

    private static @Nullable List<String> scanned(String text) {
        return scanned(text, TOKENS_MAX);
    }

    private static @Nullable List<String> scanned(String text, int tokensMax) {
        JsonScanner scanner = new JsonScanner(text, STRING_CHARS_MAX, tokensMax);
        List<String> tokens = new ArrayList<>();
        try {
            while (scanner.next() != JsonScanner.Token.END) {
                tokens.add(switch (scanner.token()) {
                    case NAME, STRING -> scanner.token() + scanner.string();
                    case INTEGER -> "INTEGER" + (scanner.integer() == Long.MAX_VALUE ? "" : scanner.integer());
                    default -> scanner.token().name();
                });
            }
            return tokens;
        } catch (MalformedException e) {
            return null;
        }
    }

    private static @Nullable List<String> parsed(String text) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = OTHER.createParser(ObjectReadContext.empty(), text)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && !tokens.isEmpty()) {
                    return null; // It reads on after the first value.
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                tokens.add(told(token, parser));
            }
            return tokens.isEmpty() ? null : tokens;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String told(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> "OBJECT";
            case END_OBJECT -> "OBJECT_END";
            case START_ARRAY -> "ARRAY";
            case END_ARRAY -> "ARRAY_END";
            case PROPERTY_NAME -> "NAME" + parser.getString();
            case VALUE_STRING -> "STRING" + parser.getString();
            case VALUE_NUMBER_INT -> {
                String digits = parser.getString();
                boolean isLong = digits.replace("-", "").length() > 18;
                yield "INTEGER" + (isLong ? "" : Long.parseLong(digits));
            }
            case VALUE_NUMBER_FLOAT -> {
                assertThat(parser.getString()).isNotEmpty(); // Its length is judged when it is asked for.
                yield "FRACTION";
            }
            case VALUE_TRUE -> "TRUE";
            case VALUE_FALSE -> "FALSE";
            case VALUE_NULL -> "NULL";
            default -> throw new AssertionError(token);
        };
    }

    private static void same(long seed, String text) {
        assertThat(scanned(text)).as("seed %d: %s", seed, text).isEqualTo(parsed(text));
    }

    @Test
    void messagesAreReadAlike() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomMessages random = new RandomMessages(seed);
            byte[] bytes = seed % 2 == 0
                    ? ClientCodec.encode(random.clientMessage())
                    : ServerCodec.encode(random.serverMessage());
            same(seed, mutated(seed, new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void nonsenseIsReadAlike() {
        int accepted = 0;
        for (long seed = 0; seed < 4L * ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(random.nextBoolean() ? 4 : 12); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            same(seed, text.toString());
            accepted += scanned(text.toString()) == null ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void valuesAreReadAlike() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            value(random, 1 + random.nextInt(19), text);
            same(seed, text.toString());
            same(seed, mutated(seed, text.toString()));
        }
    }

    @Test
    void noKeyStandsTwiceHoweverMany() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 20; i++) {
            text.append("\"k").append(i).append("\":{\"k1\":1},");
            assertThat(scanned(text + "\"x\":1}", 1_000)).isNotNull();
            assertThat(scanned(text + "\"k" + i / 2 + "\":1}", 1_000)).isNull();
        }
    }

    private static void value(SplittableRandom random, int levels, StringBuilder text) {
        int kind = levels == 0 ? 0 : random.nextInt(3);
        if (kind == 0) {
            text.append(new String[]{"1", "-0", "1.5", "\"\"", "\"\\\"\\u0041\"", "null", " true "}[random.nextInt(7)]);
            return;
        }
        text.append(kind == 1 ? '[' : '{');
        for (int i = 0, many = random.nextInt(3); i < many; i++) {
            text.append(i > 0 ? "," : "").append(kind == 1 ? "" : " \"" + random.nextInt(4) + "\" : ");
            value(random, levels - 1, text);
        }
        text.append(kind == 1 ? ']' : '}');
    }

    private static String mutated(long seed, String valid) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(valid);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(3));
            text.replace(at, end, random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
