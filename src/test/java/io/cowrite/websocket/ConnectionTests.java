package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.websocket.ConnectionWorld.Wire;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection decides by time and by count, on a clock turned by hand. */
class ConnectionTests {

    private static final String PING = "{\"type\":\"ping\",\"id\":\"1\"}";

    private final ConnectionWorld world = new ConnectionWorld(ConnectionSettings.DEFAULTS, 1);

    private void pass(Wire wire, long millis) {
        world.room.pass(millis);
        wire.connection.tick();
    }

    @Test
    @DisplayName("[W6] without a hello within 5 s the connection is closed with 4408")
    void helloInTime() {
        Wire late = world.open("late");
        pass(late, 5_000);
        assertThat(late.closed()).isNull();
        pass(late, 1);
        assertThat(late.closed()).isEqualTo(CloseCode.TIMED_OUT);
        late.join();
        assertThat(late.transport.frames).isEmpty();
    }

    @Test
    @DisplayName("[W17] silence of 2.5 heartbeats closes with 4408; any frame counts as life")
    void silence() {
        Wire ann = world.join("ann");
        pass(ann, 37_500);
        assertThat(ann.closed()).isNull();
        ann.connection.control();
        pass(ann, 37_500);
        ann.connection.receive(PING);
        pass(ann, 37_500);
        assertThat(ann.closed()).isNull();
        pass(ann, 1);
        assertThat(ann.closed()).isEqualTo(CloseCode.TIMED_OUT);
    }

    @Test
    @DisplayName("[W17] a heartbeat with version and hash, and a WebSocket ping, every 15 s; none once closed")
    void heartbeats() {
        Wire ann = world.join("ann");
        ann.write(0, "x");
        world.room.settle();
        ServerMessage.Ops ops = ann.transport.messages(ServerMessage.Ops.class).getFirst();
        pass(ann, 14_999);
        assertThat(ann.transport.messages(ServerMessage.Heartbeat.class)).isEmpty();
        pass(ann, 1);
        pass(ann, 1);
        assertThat(ann.transport.messages(ServerMessage.Heartbeat.class))
                .containsExactly(new ServerMessage.Heartbeat(1, ops.hash()));
        assertThat(ann.transport.pings).isEqualTo(1);
        ann.connection.close(CloseCode.GOING_AWAY, "test");
        pass(ann, 15_000);
        assertThat(ann.transport.pings).isEqualTo(1);
    }

    @Test
    @DisplayName("[W23] a send without progress for 30 s closes with 4408 and drops the socket")
    void aStuckSend() {
        Wire ann = world.join("ann");
        ann.transport.slow = true;
        ann.connection.receive(PING);
        for (int i = 0; i < 30; i++) {
            pass(ann, 1_000);
            ann.connection.control();
        }
        assertThat(ann.closed()).isNull();
        pass(ann, 1);
        assertThat(ann.closed()).isEqualTo(CloseCode.TIMED_OUT);
        assertThat(ann.transport.aborted).isTrue();
    }

    @Test
    @DisplayName("[W15] above the rate the socket is read more slowly, so that on average it is the rate")
    void readMoreSlowly() {
        Wire ann = world.join("ann");
        long start = world.room.time().nanos();
        for (int i = 0; i < 1_000; i++) {
            long wait = ann.connection.receive(PING);
            world.room.pass(TimeUnit.NANOSECONDS.toMillis(wait + 999_999));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(world.room.time().nanos() - start);
        // 200 at once and 100 a second after that; the hello was one of them.
        assertThat(seconds).isBetween(7L, 9L);
        assertThat(ann.closed()).isNull();
    }

    @Test
    @DisplayName("[W15] who stays above the rate for 10 s is closed with 4429")
    void tooFast() {
        Wire ann = world.join("ann");
        for (int i = 0; i < 250; i++) {
            ann.connection.receive(PING);
        }
        for (int i = 0; i < 99; i++) {
            world.room.pass(100);
            for (int j = 0; j < 12; j++) {
                ann.connection.receive(PING);
            }
        }
        assertThat(ann.closed()).isNull();
        world.room.pass(200);
        ann.connection.receive(PING);
        assertThat(ann.closed()).isEqualTo(CloseCode.TOO_FAST);
        int frames = ann.transport.frames.size();
        ann.connection.receive(PING);
        assertThat(ann.transport.frames).as("nothing after close").hasSize(frames);
    }

    @Test
    @DisplayName("[W15] who is held back is too fast in the end, though the pauses last longer than asked for")
    void heldBackForTooLong() {
        Pace pace = new Pace(100, 10_000, 0);
        long now = 0;
        int taken = 0;
        while (!pace.isTooFast(now) && taken++ < 10_000) {
            long wait = pace.take(now);
            now += wait == 0 ? 10_000 : wait + TimeUnit.MILLISECONDS.toNanos(7);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(10_000L, 11_000L);
    }

    @Test
    @DisplayName("[W15] who calms down is not too fast, however long ago it was, nor who keeps to the rate")
    void calm() {
        Pace pace = new Pace(100, 10_000, 0);
        for (int i = 0; i < 210; i++) {
            var _ = pace.take(0);
        }
        for (long millis = 10; millis < 30_000; millis += 11) {
            var _ = pace.take(TimeUnit.MILLISECONDS.toNanos(millis));
            assertThat(pace.isTooFast(TimeUnit.MILLISECONDS.toNanos(millis))).as("%d ms", millis).isFalse();
        }
    }

    @Test
    @DisplayName("[W15] WebSocket pings and pongs count as other messages")
    void floodsOfControlFrames() {
        Wire ann = world.join("ann");
        for (int i = 0; i < 199; i++) {
            assertThat(ann.connection.control()).isZero();
        }
        assertThat(ann.connection.control()).isPositive();
        for (int i = 0; i < 200; i++) {
            world.room.pass(60);
            for (int j = 0; j < 12; j++) {
                var _ = ann.connection.control();
            }
        }
        assertThat(ann.closed()).isEqualTo(CloseCode.TOO_FAST);
    }

    @Test
    @DisplayName("[W15] 400 submissions are read at once, the next more slowly; other messages are counted apart")
    void submissionsAreCountedByThemselves() {
        Wire ann = world.join("ann");
        for (int i = 0; i < 400; i++) {
            assertThat(ann.write(i, "x")).as("submission %d", i).isZero();
            world.room.settle();
        }
        assertThat(ann.write(400, "x")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(ann.connection.receive(PING)).isZero();
        assertThat(ann.closed()).isNull();
    }

    @Test
    @DisplayName("[W15] a burst of twice the rate is read at full speed")
    void aBurst() {
        Pace pace = new Pace(200, 10_000, 0);
        for (int i = 0; i < 400; i++) {
            assertThat(pace.take(0)).as("message %d", i).isZero();
        }
        assertThat(pace.take(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(pace.take(TimeUnit.SECONDS.toNanos(3))).isZero();
        assertThat(pace.isTooFast(TimeUnit.SECONDS.toNanos(30))).isFalse();
    }

    @Test
    @DisplayName("[W12] an operation of 60 KiB is accepted, one byte more closes with 4413")
    void operationBytes() {
        ConnectionWorld strict = new ConnectionWorld(ConnectionSettings.DEFAULTS, 1);
        Wire ann = strict.join("ann");
        int around = "[{\"insert\":\"\"}]".length();
        ann.write(0, "x".repeat(61_440 - around));
        strict.room.settle();
        assertThat(strict.room.entries()).hasSize(1);
        ann.write(1, "x".repeat(61_441 - around));
        strict.room.settle();
        assertThat(ann.closed()).isEqualTo(CloseCode.TOO_LARGE);
        assertThat(strict.room.entries()).hasSize(1);
    }

    @Test
    @DisplayName("[W13] 20 refused operations within a minute are borne; one more is told, then closes with 4400")
    void refusals() {
        Wire ann = world.join("ann");
        for (int i = 1; i <= 20; i++) {
            refuse(ann, i);
            world.room.pass(1_000);
        }
        assertThat(ann.closed()).isNull();
        world.room.pass(59_000);
        for (int i = 21; i <= 40; i++) {
            refuse(ann, i);
        }
        assertThat(ann.closed()).as("20 in the last minute").isNull();
        refuse(ann, 41);
        assertThat(ann.closed()).isEqualTo(CloseCode.BAD_MESSAGE);
        assertThat(ann.transport.messages(ServerMessage.Ops.class)).hasSize(41);
    }

    @Test
    @DisplayName("[R2] who is renamed while the room is asked joins under the new name")
    void renamedWhileJoining() {
        Wire ben = world.join("ben");
        Wire ann = world.open("ann");
        ann.connection.receive("{\"type\":\"hello\",\"clientId\":\"c\",\"attempt\":1}");
        ann.connection.renamed(new Author("user-other", "Other", "#abcdef"));
        ann.connection.renamed(new Author("user-ann", "Zoe", "#abcdef"));
        world.room.pass(100);
        assertThat(ann.transport.messages(ServerMessage.Welcome.class))
                .extracting(welcome -> welcome.user().name()).containsExactly("Zoe");
        assertThat(ben.transport.messages(ServerMessage.Presence.class).getLast().changed())
                .extracting(present -> present.user().name()).containsExactly("Zoe");
    }

    private void refuse(Wire wire, long sequence) {
        wire.connection.receive("{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + (sequence - 1)
                + ",\"operation\":[{\"delete\":1}]}");
        world.room.settle();
    }

    @Test
    @DisplayName("[W16] sockets are counted by user and by address, and counted off again")
    void socketsAreCounted() {
        ConnectionSettings few = new ConnectionSettings(Limits.DEFAULTS, 15_000, 5_000, 30_000, 50, 100, 256, 100,
                10_000,
                2, 3);
        Connections connections = new Connections(few);
        assertThat(connections.admit("ann", "a")).isTrue();
        assertThat(connections.admit("ann", "b")).isTrue();
        assertThat(connections.admit("ann", "c")).isFalse();
        connections.release("ann", "b");
        assertThat(connections.admit("ann", "a")).isTrue();
        assertThat(connections.admit("ben", "a")).isTrue();
        assertThat(connections.admit("cid", "a")).isFalse();
        assertThat(connections.admit("cid", "b")).as("a refused one is not counted").isTrue();
        assertThat(connections.admit("cid", "b")).isTrue();
    }
}
