package io.cowrite.cluster;

import io.cowrite.observability.ClusterMeter;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Point;
import io.cowrite.room.PolledHead;
import io.cowrite.room.RoomSettings;
import io.cowrite.room.RoomWorld;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One node's register and polls on a clock turned by hand. */
class ClusterNodeTests {

    private final RoomWorld world = new RoomWorld(RoomSettings.DEFAULTS, 1);
    private final Self self = new Self(new UUID(0, 1));
    private final Register register = new Register();
    private final ClusterNode node = new ClusterNode(self, register, world.rooms.inbox(), world.time(),
            ClusterSettings.DEFAULTS, ClusterMeter.NONE);
    private final Consumer<String> ann = world.author("ann");

    /** A store that is there or not, and says what the test says. */
    private final class Register implements ClusterStore {

        private int others;
        private int beats;
        private int polls;
        private boolean down;
        private boolean silent;
        private final Point end = new Point(0, HashChain.start(world.documentId, DocumentType.TEXT));

        @Override
        public CompletionStage<Beat> beat(UUID id, Duration goneAfter) {
            beats++;
            return answer(new Beat(others, "one"));
        }

        @Override
        public CompletionStage<Heads> heads(Collection<UUID> documents) {
            polls++;
            return answer(new Heads(Map.of(world.documentId, new PolledHead(end, 1)), "one"));
        }

        @Override
        public CompletionStage<Boolean> leave(UUID id) {
            return answer(true);
        }

        private <T> CompletionStage<T> answer(T answer) {
            if (silent) {
                return new CompletableFuture<>();
            }
            return down
                    ? CompletableFuture.failedStage(new IllegalStateException("scripted"))
                    : CompletableFuture.completedStage(answer);
        }
    }

    private void start(int others) {
        register.others = others;
        node.start().toCompletableFuture().join();
        world.settle();
    }

    @Test
    @DisplayName("[N5] a node alone registers every 2 s, and asks nothing else")
    void aNodeAloneAsksNothing() {
        start(0);
        world.pass(60_000);
        assertThat(register.beats).isEqualTo(31);
        assertThat(register.polls).isZero();
    }

    @Test
    @DisplayName("[N1] it polls every 500 ms from when it sees another until it sees none")
    void itPollsWhileThereAreOthers() {
        start(0);
        world.pass(10_000);
        register.others = 1;
        world.pass(12_000);
        assertThat(register.polls).isBetween(20, 25);
        register.others = 0;
        world.pass(3_000);
        int polls = register.polls;
        world.pass(60_000);
        assertThat(register.polls).isEqualTo(polls);
        register.others = 2;
        world.pass(3_000);
        assertThat(register.polls).isGreaterThan(polls);
    }

    @Test
    @DisplayName("[N1] stopped, it registers and polls no more")
    void itStops() {
        start(1);
        world.pass(1_000);
        node.stop().toCompletableFuture().join();
        int beats = register.beats;
        int polls = register.polls;
        world.pass(60_000);
        assertThat(register.beats).isEqualTo(beats);
        assertThat(register.polls).isEqualTo(polls);
    }

    @Test
    @DisplayName("[N7] with others and without the store it serves for 60 s, then closes with 1011")
    void itServesForAMinute() {
        start(1);
        world.pass(10_000);
        register.down = true;
        world.pass(59_000);
        assertThat(world.closedOf("ann")).isNull();
        world.pass(2_000);
        assertThat(world.closedOf("ann")).isEqualTo(CloseCode.SERVER_ERROR);
    }

    @Test
    @DisplayName("[N7] so it does where the store does not answer at all")
    void silenceIsNoAnswer() {
        start(1);
        register.silent = true;
        world.pass(59_000);
        assertThat(world.closedOf("ann")).isNull();
        world.pass(3_000);
        assertThat(world.closedOf("ann")).isEqualTo(CloseCode.SERVER_ERROR);
    }

    @Test
    @DisplayName("[N7] alone it serves on without the store, and so it does if the store comes back")
    void aloneItServesOn() {
        start(0);
        register.down = true;
        world.pass(600_000);
        assertThat(world.closedOf("ann")).isNull();
        register.down = false;
        register.others = 1;
        world.pass(10_000);
        register.down = true;
        world.pass(50_000);
        register.down = false;
        world.pass(1_000);
        register.down = true;
        world.pass(50_000);
        assertThat(world.closedOf("ann")).isNull();
        ann.accept("goes on");
        assertThat(world.entries()).hasSize(1);
    }
}
