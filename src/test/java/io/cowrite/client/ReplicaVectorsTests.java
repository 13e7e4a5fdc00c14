package io.cowrite.client;

import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas still do what was recorded of them in the simulation; the page's client is held to the same vectors. */
class ReplicaVectorsTests {

    @TestFactory
    Stream<DynamicTest> replicasDoWhatWasRecorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/vectors/replica.json"))) {
            return ReplicaState.JSON.readTree(in).valueStream().toList().stream()
                    .map(vector -> DynamicTest.dynamicTest(
                            "seed " + vector.get("seed") + ", person " + vector.get("person"),
                            () -> new Driven(vector).take()));
        }
    }

    private static final class Driven implements ReplicaListener {

        private final JsonNode vector;
        private final Limits limits;
        private final List<ReplicaMemory> memories = new ArrayList<>();
        private final List<ObjectNode> states = new ArrayList<>();
        private final List<JsonNode> sent = new ArrayList<>();
        private @Nullable String refused;
        private Replica replica = new Replica(() -> "none", this);

        Driven(JsonNode vector) {
            this.vector = vector;
            this.limits = new Limits(vector.get("operationBytes").intValue(),
                    vector.get("operationComponents").intValue(), 100_000, 200);
        }

        void take() throws Exception {
            ObjectNode state = ReplicaState.JSON.createObjectNode();
            for (JsonNode step : vector.get("steps")) {
                state = (step.has("restart") ? states.get(step.get("restart").intValue()) : state).deepCopy();
                for (String field : List.of("shown", "version", "hash", "inFlight", "offers", "pending")) {
                    if (step.has(field)) {
                        state.set(field, step.get(field));
                    }
                }
                sent.clear();
                refused = null;
                take(step, state);
                if (!step.has("ended")) {
                    assertThat(ReplicaState.of(replica)).as(step.toString()).hasToString(state.toString());
                    assertThat(sent.toString()).as(step.toString())
                            .isEqualTo(step.withArray("sends").toString());
                    assertThat(refused).as(step.toString()).isEqualTo(step.path("refused").asString(null));
                }
                states.add(state);
                memories.add(replica.memory());
            }
        }

        private void take(JsonNode step, ObjectNode state) throws Exception {
            if (step.has("join")) {
                join(step.get("join"), state);
            } else if (step.has("restart")) {
                replica = new Replica(() -> "none", this, memories.get(step.get("restart").intValue()));
            } else if (step.has("edit")) {
                replica.edit(delta(step.get("edit")));
            } else if (step.has("lost")) {
                replica.disconnected();
            } else if (step.has("resume")) {
                resume(step.get("resume"));
            } else if (step.has("frame")) {
                replica.receive(ServerCodec.decode(step.get("frame").stringValue()));
                assertThat(replica.isLoaded()).as(step.toString()).isEqualTo(!step.has("ended"));
            } else if (step.has("role")) {
                replica.receive(new ServerMessage.Notice(
                        NoticeCode.ROLE_CHANGED, "", step.get("role").stringValue(), null, null));
            }
        }

        private void join(JsonNode join, ObjectNode state) {
            String clientId = join.get("clientId").stringValue();
            replica = new Replica(() -> clientId, this);
            replica.connected(null);
            replica.receive(welcome(join, state.get("version").longValue(), state, false, 0, 1));
            replica.receive(new ServerMessage.Content(Text.of(state.get("shown").stringValue()).toDelta()));
        }

        private void resume(JsonNode resume) {
            replica.connected(null);
            replica.receive(welcome(resume, resume.get("version").longValue(), resume,
                    resume.get("resumed").booleanValue(), resume.get("headVersion").longValue(), 0));
        }

        private ServerMessage.Welcome welcome(
                JsonNode of, long version, JsonNode at, boolean resumed, long head, int parts) {
            var user = new ServerMessage.User(of.get("userId").stringValue(), "Name", "#112233");
            return new ServerMessage.Welcome("s", replica.clientId(), user, of.get("role").stringValue(),
                    DocumentType.TEXT, "", version, Hash.ofHex(at.get("hash").stringValue()), resumed, head, parts,
                    15_000, limits);
        }

        private static Delta delta(JsonNode json) throws Exception {
            return DeltaJson.decode(json.toString());
        }

        @Override
        public void send(ClientMessage message) {
            if (message instanceof ClientMessage.Submit) {
                sent.add(ReplicaState.JSON
                        .readTree(new String(ClientCodec.encode(message), StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void reconnect() {}

        @Override
        public void unsaved(Unsaved unsaved) {
            if (unsaved.reason() == Unsaved.Reason.REFUSED) {
                refused = Objects.requireNonNull(unsaved.refusal()).wireName();
            }
        }
    }
}
