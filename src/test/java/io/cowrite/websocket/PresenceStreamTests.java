package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.journal.InMemoryJournal;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.DocumentRecord;
import io.cowrite.room.RoomPorts;
import io.cowrite.room.RoomSettings;
import io.cowrite.room.Rooms;
import io.cowrite.room.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Presence as connections of one room are sent it. One thread, a clock turned by hand. */
class PresenceStreamTests {

    private static final int DEPARTURES = 4;
    private static final UUID DOCUMENT = new UUID(1, 2);
    private static final ConnectionSettings SETTINGS = new ConnectionSettings(
            Limits.DEFAULTS, 15_000, 5_000, 30_000, 50, 2, 256, 100, 10_000, 64, 512);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private long nanos = 1;
    private Rooms rooms = rooms(DEPARTURES);

    private Rooms rooms(int departures) {
        InMemoryJournal log = new InMemoryJournal(tasks::add);
        log.start(DOCUMENT, HashChain.start(DOCUMENT, DocumentType.TEXT), 1);
        DocumentRecord document = new DocumentRecord(
                DOCUMENT, "Title", DocumentType.TEXT, new Rights(1, "owner", Role.EDITOR, false, false, false));
        return new Rooms(
                new RoomPorts(
                        log,
                        id -> CompletableFuture.completedFuture(Optional.of(document)),
                        tasks::add,
                        new Clock(),
                        new SplittableRandom(1)),
                new RoomSettings(
                        Limits.DEFAULTS, 100, 1_000_000, 100, 100_000, 100_000, 100, 100, 100_000, departures, 60_000,
                        1_000_000, 20));
    }

    private final class Clock implements TimeSource {

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMillis() {
            return nanos / 1_000_000;
        }

        @Override
        public void after(long millis, Runnable task) {
            timers.add(task);
        }
    }

    /** A socket that takes everything at once. */
    private final class Socket implements Transport {

        final List<ServerMessage.Presence> presence = new ArrayList<>();
        @Nullable
        CloseCode closed;
        final Connection connection;

        Socket(String name) {
            Author author = new Author("user-" + name, name, "#112233");
            connection = new Connection(DOCUMENT, author, rooms, this, SETTINGS, new Clock(), Runnable::run,
                    (who, where) -> {}, ConnectionMeter.NONE);
            ClientMessage hello = new ClientMessage.Hello("client-" + name, List.of(), 1, null);
            assertThat(connection.receive(new String(ClientCodec.encode(hello), StandardCharsets.UTF_8))).isZero();
            settle();
        }

        @Override
        public void send(byte[] utf8, Runnable done) {
            try {
                if (ServerCodec
                        .decode(new String(utf8, StandardCharsets.UTF_8)) instanceof ServerMessage.Presence one) {
                    presence.add(one);
                }
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
            done.run();
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {
            closed = code;
            connection.closed();
        }

        @Override
        public void abort() {}
    }

    private void settle() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Lets the pause between two presence frames pass. */
    private void pass() {
        nanos += 100_000_000L;
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
        settle();
    }

    private void comeAndGo(int times) {
        for (int i = 0; i < times; i++) {
            new Socket("guest" + i).connection.closed();
            settle();
        }
    }

    @Test
    void whoJoinsIsLetInHoweverManyHaveLeftBefore() {
        comeAndGo(3 * DEPARTURES);
        Socket ann = new Socket("ann");
        assertThat(ann.closed).isNull();
        assertThat(ann.presence).singleElement().satisfies(first -> {
            assertThat(first.left()).isEmpty();
            assertThat(first.viewers()).isEqualTo(1);
        });
    }

    @Test
    void whoIsToldOfManyInSeveralFramesIsNotTakenForSlow() {
        for (int i = 0; i < 5; i++) {
            new Socket("old" + i);
        }
        for (int i = 0; i < 3 * DEPARTURES; i++) {
            comeAndGo(1);
            pass();
        }
        Socket ann = new Socket("ann");
        for (int i = 0; i < 5; i++) {
            pass();
        }
        assertThat(ann.closed).isNull();
        assertThat(ann.presence).hasSize(3);
        assertThat(ann.presence).flatExtracting(ServerMessage.Presence::changed).hasSize(5);
    }

    @Test
    void aFrameNamesAtMostAThousandDepartures() {
        rooms = rooms(4_096);
        Socket ann = new Socket("ann");
        comeAndGo(1_000);
        pass();
        pass();
        assertThat(departuresTold(ann)).containsExactly(1_000);
        comeAndGo(1_001);
        for (int i = 0; i < 3; i++) {
            pass();
        }
        assertThat(departuresTold(ann)).containsExactly(1_000, 1_000, 1);
        assertThat(ann.presence).flatExtracting(ServerMessage.Presence::left).doesNotHaveDuplicates();
        assertThat(ann.closed).isNull();
    }

    /** Forty are here and a frame names two: the pause is twenty times as long, two seconds of passes. */
    @Test
    void inACrowdAThousandDeparturesAreNotWaitedFor() {
        rooms = rooms(4_096);
        Socket ann = new Socket("ann");
        for (int i = 1; i < 40; i++) {
            new Socket("old" + i);
        }
        comeAndGo(2_999);
        for (int i = 0; i < 3; i++) {
            pass();
        }
        assertThat(departuresTold(ann)).as("the last 999 wait").containsExactly(1_000, 1_000);
        for (int i = 0; i < 20; i++) {
            pass();
        }
        assertThat(departuresTold(ann)).containsExactly(1_000, 1_000, 999);
    }

    /** How many left by each frame that names somebody who did. */
    private static List<Integer> departuresTold(Socket socket) {
        return socket.presence.stream().map(frame -> frame.left().size()).filter(count -> count > 0).toList();
    }

    @Test
    void whoMissesAsManyDeparturesAsAreRememberedIsToldOfAll() {
        Socket ann = new Socket("ann");
        comeAndGo(DEPARTURES);
        pass();
        assertThat(ann.closed).isNull();
        assertThat(departuresTold(ann)).containsExactly(DEPARTURES);
        comeAndGo(1);
        comeAndGo(DEPARTURES);
        pass();
        assertThat(ann.closed).as("one more").isEqualTo(CloseCode.OVERLOADED);
    }

    @Test
    void whoMissedMoreDeparturesThanAreRememberedJoinsAgain() {
        Socket ann = new Socket("ann");
        comeAndGo(3 * DEPARTURES);
        pass();
        assertThat(ann.closed).isEqualTo(CloseCode.OVERLOADED);
    }
}
