package io.cowrite.room;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicasTests {

    private final Replicas replicas = new Replicas(2);

    @Test
    void theOneThatWroteLongestAgoIsForgotten() {
        write("a", 5);
        write("b", 7);
        assertThat(lastOf("a")).isEqualTo(5);
        assertThat(lastOf("b")).isEqualTo(7);
        write("a", 6);
        write("c", 1);
        assertThat(lastOf("a")).isEqualTo(6);
        assertThat(lastOf("b")).as("forgotten").isZero();
        assertThat(lastOf("c")).isEqualTo(1);
        assertThat(replicas.size()).isEqualTo(2);
    }

    @Test
    void aClientIdOfAnotherUserIsAnotherReplica() {
        write("a", 5);
        assertThat(replicas.lastSequence(new ReplicaId("other", "a"))).isZero();
    }

    private void write(String clientId, long sequence) {
        replicas.add(new Entry(0, clientId, Delta.EMPTY, null, sequence, "user"));
    }

    private long lastOf(String clientId) {
        return replicas.lastSequence(new ReplicaId("user", clientId));
    }
}
