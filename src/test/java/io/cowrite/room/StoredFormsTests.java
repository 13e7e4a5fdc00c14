package io.cowrite.room;

import io.cowrite.kernel.Attributes;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Json;
import io.cowrite.kernel.Op;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a snapshot is made of, there and back. */
class StoredFormsTests {

    @Test
    @DisplayName("[O22] content comes back as it was: attributes, embeds, odd characters, two million units")
    void contentComesBackAsItWas() throws MalformedException {
        Text formatted = Text.of(Delta.of(
                new Op.Insert("a\u0000\"\\\uD83E\uDD8A\n", Attributes.of("bold", true)),
                new Op.Embed(new Json.Obj(new TreeMap<>(Map.of("image", new Json.Str("x")))), Attributes.NONE),
                new Op.Insert("plain"),
                new Op.Insert("\n", Attributes.of("block", "h1"))));
        for (Text content : List.of(Text.EMPTY, formatted, Text.of("é".repeat(2_000_000)))) {
            assertThat(StoredContent.decode(StoredContent.encode(content))).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "[{\"retain\":1},{\"insert\":\"x\"}]", "[{\"delete\":1}]",
            "[{\"insert\":\"\\ud83e\"}]", "[]x"})
    @DisplayName("[O22] what is no content is not taken for one")
    void whatIsNoContentIsNotTakenForOne(String json) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> StoredContent.decode(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("[O22] replicas come back in their order, so that the same are forgotten first")
    void replicasComeBackInTheirOrder() throws MalformedException {
        int count = 10_000;
        Replicas replicas = new Replicas(count);
        for (int i = 0; i < count; i++) {
            replicas.add(new ReplicaId("user-" + i % 7, "client-" + i), i + 1L);
        }
        replicas.add(new ReplicaId("user-0", "client-0"), 99);
        Replicas back = ReplicasForm.decode(ReplicasForm.encode(replicas.all()), count);
        assertThat(back.all()).isEqualTo(replicas.all());
        back.add(new ReplicaId("user-new", "client-new"), 1);
        assertThat(back.lastSequence(new ReplicaId("user-1", "client-1"))).as("who wrote longest ago").isZero();
        assertThat(back.lastSequence(new ReplicaId("user-0", "client-0"))).isEqualTo(99);
    }

    @Test
    @DisplayName("[O22] replicas that are cut off, or go on, are none")
    void replicasThatAreCutOffAreNone() {
        Replicas replicas = new Replicas(10);
        replicas.add(new ReplicaId("user", "client"), 7);
        byte[] bytes = ReplicasForm.encode(replicas.all());
        for (int length = 0; length <= bytes.length + 1; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length != bytes.length) {
                assertThatExceptionOfType(MalformedException.class).as("%s bytes", length)
                        .isThrownBy(() -> ReplicasForm.decode(cut, 10));
            }
        }
    }
}
