package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened to the replicas of one person, as pure steps, each with what it changed of their state. One thread.
 * {@code docs/RELIABILITY.md} tells the form.
 */
public final class ReplicaRecording {

    private static final JsonMapper JSON = ReplicaState.JSON;

    private final List<ObjectNode> steps = new ArrayList<>();
    private final IdentityHashMap<KeptReplica, Integer> kept = new IdentityHashMap<>();
    private ObjectNode known = JSON.createObjectNode();
    private JsonNode since = JSON.createArrayNode();
    private @Nullable ObjectNode underWay;
    private String clientId = "";
    private String userId = "";
    private String role = "";
    private boolean hungUp;

    /** All so far. */
    public List<ObjectNode> steps() {
        return steps;
    }

    /** A process begins, with {@code from}. */
    public void opens(@Nullable KeptReplica from) {
        if (steps.isEmpty()) {
            return;
        }
        ObjectNode step = JSON.createObjectNode();
        if (from == null || !from.isLoaded()) {
            steps.add(step.put("ended", true));
        } else {
            steps.add(step.put("restart", kept.getOrDefault(from, -1)));
            known = stateAfter(step.get("restart").intValue());
        }
    }

    /** {@code state} was taken now. */
    public KeptReplica keeps(KeptReplica state) {
        kept.put(state, underWay == null ? steps.size() - 1 : steps.size());
        return state;
    }

    /** An edit; it happens before {@link #after}. */
    public Delta edits(Delta edit) {
        underWay = JSON.createObjectNode();
        underWay.set("edit", ReplicaState.json(edit));
        return edit;
    }

    public void sends(String frame) {
        JsonNode message = JSON.readTree(frame);
        if (message.get("type").stringValue().equals("hello")) {
            since = message.path("since");
        } else if (message.get("type").stringValue().equals("submit") && underWay != null) {
            underWay.withArray("sends").add(message);
        }
    }

    public void unsaved(Unsaved unsaved) {
        if (underWay != null && unsaved.reason() == Unsaved.Reason.REFUSED) {
            underWay.put("refused", Objects.requireNonNull(unsaved.refusal()).wireName());
        }
    }

    /** The client gives its connection up. */
    public void hangsUp() {
        hungUp = true;
        if (underWay == null) {
            lost();
        }
    }

    /** The connection is gone. */
    public void lost() {
        hungUp = false;
        if (!known.isEmpty()) {
            steps.add(JSON.createObjectNode().put("lost", true));
        }
    }

    /** {@code frame} comes; it is taken before {@link #after}. */
    public void receives(String frame, Replica replica) {
        underWay = JSON.createObjectNode();
        switch (decoded(frame)) {
            case ServerMessage.Ops ops -> underWay.put("frame", frame);
            case ServerMessage.Catchup catchup -> underWay.put("frame", frame);
            case ServerMessage.Notice notice when notice.code() == NoticeCode.ROLE_CHANGED ->
                underWay.put("role", notice.role());
            case ServerMessage.Welcome welcome when replica.isLoaded() -> {
                ObjectNode resume = underWay.putObject("resume");
                resume.put("resumed", welcome.resumed()).put("version", welcome.version());
                resume.put("hash", welcome.hash().hex()).put("headVersion", welcome.headVersion());
                resume.put("role", welcome.role()).put("userId", welcome.user().id()).set("since", since);
            }
            case ServerMessage.Welcome welcome -> {
                userId = welcome.user().id();
                role = welcome.role();
            }
            default -> {
            }
        }
    }

    /** What was under way has happened. */
    public void after(Replica replica) {
        ObjectNode step = underWay;
        underWay = null;
        ObjectNode state = ReplicaState.of(replica);
        clientId = replica.clientId();
        if (state == null) {
            if (!known.isEmpty()) {
                add(step == null ? JSON.createObjectNode() : step, "ended");
                known = JSON.createObjectNode();
            }
        } else if (known.isEmpty()) {
            ObjectNode join = JSON.createObjectNode();
            join.putObject("join").put("clientId", clientId).put("userId", userId).put("role", role);
            add(join, state);
        } else if (step != null && !step.isEmpty()) {
            add(step, state);
        }
        if (hungUp) {
            lost();
        }
    }

    private void add(ObjectNode step, String flag) {
        steps.add(step.put(flag, true));
    }

    /** With what differs from before. */
    private void add(ObjectNode step, ObjectNode state) {
        for (Map.Entry<String, JsonNode> field : state.properties()) {
            if (!field.getValue().equals(known.get(field.getKey()))) {
                step.set(field.getKey(), field.getValue());
            }
        }
        known = state;
        steps.add(step);
    }

    private ObjectNode stateAfter(int index) {
        ObjectNode state = JSON.createObjectNode();
        for (ObjectNode step : steps.subList(0, index + 1)) {
            step.properties().forEach(field -> state.set(field.getKey(), field.getValue()));
            if (step.has("restart")) {
                state.setAll(stateAfter(step.get("restart").intValue()));
            }
        }
        return state.retain("shown", "version", "hash", "inFlight", "offers", "pending");
    }

    private static ServerMessage decoded(String frame) {
        try {
            return ServerCodec.decode(frame);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
