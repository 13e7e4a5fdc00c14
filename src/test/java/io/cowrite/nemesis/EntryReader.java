package io.cowrite.nemesis;

import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads entries from the bytes in which they are stored and sent, with none of the service's own code. */
final class EntryReader {

    static final JsonMapper JSON = new JsonMapper();

    /**
     * An entry.
     *
     * @param from where its bytes begin
     * @param end where they have ended
     * @param refused its code; blank if it was not
     */
    record Line(int from, int end, String userId, String clientId, long sequence, String refused, JsonNode operation) {

        /** A digest of all that it inserts. */
        long inserted() {
            return EntryReader.inserted(operation);
        }

        /** By how many UTF-16 units it makes the content longer. */
        int growth() {
            int units = 0;
            for (JsonNode component : operation) {
                units += component.path("insert").asString("").length() - component.path("delete").asInt(0);
            }
            return units;
        }
    }

    private EntryReader() {}

    /** Entries one after the other, from {@code from} to the end. */
    static void read(byte[] bytes, int from, Consumer<Line> reader) {
        try (JsonParser parser = JSON.createParser(bytes, from, bytes.length - from)) {
            int start = from;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode entry = parser.readValueAsTree();
                int end = from + Math.toIntExact(parser.currentLocation().getByteOffset());
                reader.accept(line(start, end, entry));
                start = end;
            }
        }
    }

    /** The entries of a frame {@code ops}, whose parser stands at its array. */
    static void readArray(JsonParser parser, Consumer<Line> reader) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            JsonNode entry = parser.readValueAsTree();
            reader.accept(line(start, Math.toIntExact(parser.currentLocation().getByteOffset()), entry));
        }
    }

    private static Line line(int start, int end, JsonNode entry) {
        return new Line(start, end, entry.get("userId").asString(), entry.get("clientId").asString(),
                entry.get("sequence").asLong(), entry.path("refused").asString(""), entry.get("operation"));
    }

    static long inserted(JsonNode operation) {
        long digest = 0;
        for (JsonNode component : operation) {
            String text = component.path("insert").asString("");
            for (int i = 0; i < text.length(); i++) {
                digest = digest * 0x100000001b3L + text.charAt(i) + 1;
            }
        }
        return digest;
    }
}
