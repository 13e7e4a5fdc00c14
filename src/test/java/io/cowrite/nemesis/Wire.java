package io.cowrite.nemesis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Listens to both directions of a connection, and of the replica's next ones if they come one after the other, and writes
 * into the history what it hears. One thread at a time.
 */
final class Wire {

    /** What a frame from the service said. */
    sealed interface Heard {

        /** @param resumed false: {@code parts} of content follow */
        record Welcome(boolean resumed, long version, String userId, int parts) implements Heard {}

        /** @param units by which the content has grown */
        record Content(int units) implements Heard {}

        /**
         * @param units by which the content has grown
         * @param settled the greatest own sequence among them, 0 for none
         */
        record Ops(long version, int units, long settled) implements Heard {}

        record Notice(String code) implements Heard {}

        /** Presence, heartbeats, catch-ups. */
        record Other() implements Heard {}
    }

    private final History history;
    private int replica = -1;
    private String clientId = "";
    private String userId = "";
    private long version;
    private @Nullable Chain chain;

    Wire(History history) {
        this.history = history;
    }

    /** Where this connection stands; blank hash before it stands anywhere. */
    long version() {
        return version;
    }

    String hash() {
        return chain == null ? "" : chain.hex();
    }

    /** A frame to the service, before it is sent. */
    void sends(String frame) {
        if (frame.contains("\"type\":\"submit\"")) {
            JsonNode submit = EntryReader.JSON.readTree(frame);
            history.sent(replica, submit.get("sequence").asLong(), EntryReader.inserted(submit.get("operation")),
                    history.newestAcknowledged());
        } else if (frame.contains("\"type\":\"hello\"")) {
            clientId = EntryReader.JSON.readTree(frame).get("clientId").asString();
        }
    }

    Heard receives(String frame) {
        if (frame.startsWith("{\"type\":\"ops\"")) {
            return ops(frame.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode message = EntryReader.JSON.readTree(frame);
        return switch (message.get("type").asString()) {
            case "welcome" -> welcome(message);
            case "content" -> new Heard.Content(growth(message.get("operation")));
            case "catchup" -> {
                stand(message.get("toVersion").asLong(), message.get("hash").asString());
                yield new Heard.Other();
            }
            case "notice" -> new Heard.Notice(message.get("code").asString());
            default -> new Heard.Other();
        };
    }

    private Heard welcome(JsonNode welcome) {
        userId = welcome.get("user").get("id").asString();
        replica = history.replica(userId, clientId);
        stand(welcome.get("version").asLong(), welcome.get("hash").asString());
        return new Heard.Welcome(welcome.get("resumed").asBoolean(), version, userId,
                welcome.get("contentParts").asInt());
    }

    private void stand(long at, String hash) {
        version = at;
        chain = Chain.at(hash);
        history.saw(replica, version, chain.prefix());
    }

    private static int growth(JsonNode operation) {
        int units = 0;
        for (JsonNode component : operation) {
            units += component.path("insert").asString("").length();
        }
        return units;
    }

    private Heard ops(byte[] frame) {
        Chain chained = chain;
        if (chained == null) {
            throw new IllegalStateException("operations before a welcome");
        }
        int units = 0;
        long settled = 0;
        try (JsonParser parser = EntryReader.JSON.createParser(frame)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "firstVersion" -> runsOn(parser.getLongValue());
                    case "operations" -> {
                        for (EntryReader.Line line : lines(parser)) {
                            version++;
                            chained.add(frame, line.from(), line.end() - line.from());
                            units += line.growth();
                            settled = Math.max(settled, own(line));
                        }
                    }
                    case "hash" -> chains(parser.getString(), chained);
                    default -> parser.skipChildren();
                }
            }
        }
        history.saw(replica, version, chained.prefix());
        return new Heard.Ops(version, units, settled);
    }

    private static List<EntryReader.Line> lines(JsonParser parser) {
        List<EntryReader.Line> lines = new ArrayList<>();
        EntryReader.readArray(parser, lines::add);
        return lines;
    }

    private void runsOn(long first) {
        if (first != version + 1) {
            history.complaint(clientId + " at version " + version + " was sent what follows from " + first + " on");
        }
    }

    private void chains(String hash, Chain chained) {
        if (!hash.equals(chained.hex())) {
            history.complaint(clientId + " was sent a hash at version " + version + " that its entries do not have");
        }
    }

    private long own(EntryReader.Line line) {
        if (!line.clientId().equals(clientId) || !line.userId().equals(userId)) {
            return 0;
        }
        history.acknowledged(replica, line.sequence(), version, !line.refused().isEmpty());
        return line.sequence();
    }
}
