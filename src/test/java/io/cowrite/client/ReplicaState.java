package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.DeltaJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a replica stands, as the vectors tell it. */
final class ReplicaState {

    static final JsonMapper JSON = new JsonMapper();

    private ReplicaState() {}

    /** Null if nothing is loaded. */
    static @Nullable ObjectNode of(Replica replica) {
        WorkingCopy copy = replica.memory().copy();
        if (copy == null) {
            return null;
        }
        LocalEdits edits = copy.edits();
        ObjectNode state = JSON.createObjectNode();
        state.put("shown", copy.shown().toString());
        state.put("version", copy.confirmed().version());
        state.put("hash", copy.confirmed().point().hash().hex());
        LocalEdits.InFlight inFlight = edits.inFlight();
        state.set("inFlight", inFlight == null ? null : sent(inFlight.sent().sequence(), inFlight.rebased()));
        ArrayNode offers = JSON.createArrayNode();
        edits.offers().forEach(offer -> offers.add(sent(offer.sequence(), offer.rebased())));
        state.set("offers", offers);
        state.set("pending", json(edits.pending()));
        return state;
    }

    private static ObjectNode sent(long sequence, Delta rebased) {
        return JSON.createObjectNode().put("sequence", sequence).set("rebased", json(rebased));
    }

    static JsonNode json(Delta delta) {
        return JSON.readTree(new String(DeltaJson.encode(delta), StandardCharsets.UTF_8));
    }
}
