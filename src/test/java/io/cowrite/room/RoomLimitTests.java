package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.ServerMessage;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many rooms a node has, and what becomes of those in which nobody is. */
class RoomLimitTests {

    private static final int ROOMS_MAX = 3;

    private final RoomWorld world = new RoomWorld(
            new RoomSettings(new Limits(1_000, 4, 20, 200), 4, 10_000, 3, 100_000, 400, 10, 100, 300, 4, 60_000,
                    10_000, 20).with(new RoomSettings.Upkeep(100, ROOMS_MAX, 1_000, 100_000)),
            1);

    @Test
    @DisplayName("[O23] beyond so many rooms a join closes with 1013, and one that ends makes place")
    void beyondSoManyRoomsAJoinCloses() {
        List<Guest> guests = List.of(new Guest(), new Guest(), new Guest());
        world.settle();
        assertThat(guests).allMatch(Guest::isIn);
        Guest tooMany = new Guest();
        world.settle();
        assertThat(tooMany.closed).isEqualTo(CloseCode.OVERLOADED);
        assertThat(world.rooms.size()).isEqualTo(ROOMS_MAX);

        Guest second = new Guest(guests.getFirst().documentId);
        world.settle();
        assertThat(second.isIn()).as("a document that is open takes more people").isTrue();

        guests.get(1).leave();
        world.settle();
        Guest later = new Guest();
        world.settle();
        assertThat(later.isIn()).isTrue();
        assertThat(world.rooms.size()).isEqualTo(ROOMS_MAX);
        assertThat(guests.getFirst().closed).isNull();
    }

    @Test
    @DisplayName("[O23] rooms in which nobody is give way, who left first first")
    void idleRoomsGiveWay() {
        List<Guest> guests = List.of(new Guest(), new Guest(), new Guest());
        world.settle();
        guests.get(2).leave();
        guests.get(0).leave();
        world.settle();
        Guest first = new Guest();
        world.settle();
        Guest back = new Guest(guests.get(0).documentId);
        world.settle();
        assertThat(List.of(first, back)).allMatch(Guest::isIn);
        assertThat(world.rooms.size()).isEqualTo(ROOMS_MAX);
        Guest none = new Guest(guests.get(2).documentId);
        world.settle();
        assertThat(none.closed).isEqualTo(CloseCode.OVERLOADED);
    }

    @Test
    @DisplayName("[O23] a room that somebody enters just when it should give way stays")
    void aRoomThatIsEnteredStays() {
        List<Guest> guests = List.of(new Guest(), new Guest(), new Guest());
        world.settle();
        guests.getFirst().leave();
        world.settle();
        Guest back = new Guest(guests.getFirst().documentId);
        Guest other = new Guest();
        world.settle();
        assertThat(back.isIn()).isTrue();
        assertThat(other.closed).isEqualTo(CloseCode.OVERLOADED);
        assertThat(world.rooms.size()).isEqualTo(ROOMS_MAX);
    }

    @Test
    @DisplayName("[O23] many joins at once to one document open one room, and load it once")
    void manyJoinsAtOnceOpenOneRoom() {
        UUID id = started();
        List<Guest> guests = List.of(new Guest(id), new Guest(id), new Guest(id), new Guest(id), new Guest(id));
        world.settle();
        assertThat(guests).allMatch(Guest::isIn);
        assertThat(world.rooms.size()).isOne();
        assertThat(world.journal.reads(id)).isOne();
    }

    @Test
    @DisplayName("[O20] who joins just when a room ends gets a new one")
    void whoJoinsWhenARoomEndsGetsANewOne() {
        Guest guest = new Guest();
        world.settle();
        guest.leave();
        world.settle();
        world.tick(world.settings.idleMillis());
        Guest late = new Guest(guest.documentId);
        world.settle();
        assertThat(late.isIn()).isTrue();
        assertThat(world.rooms.size()).isOne();
        late.leave();
        world.pass(2 * world.settings.idleMillis());
        assertThat(world.rooms.size()).isZero();
    }

    private UUID started() {
        UUID id = new UUID(world.random.nextLong(), world.random.nextLong());
        world.log.start(id, HashChain.start(id, DocumentType.TEXT), 1);
        return id;
    }

    /** Somebody who has joined a document. */
    private final class Guest implements Subscriber {

        private final UUID documentId;
        private @Nullable LiveSession session;
        private @Nullable CloseCode closed;

        Guest() {
            this(started());
        }

        Guest(UUID documentId) {
            this.documentId = documentId;
            String clientId = Long.toHexString(world.random.nextLong());
            world.rooms.join(documentId, new JoinRequest(RoomWorld.OWNER, clientId, List.of(), 1, 0, this));
        }

        boolean isIn() {
            return session != null && closed == null;
        }

        void leave() {
            Objects.requireNonNull(session).leave();
        }

        @Override
        public void joined(Joined joined) {
            session = joined.session();
        }

        @Override
        public void changed() {}

        @Override
        public void notice(ServerMessage.Notice notice) {}

        @Override
        public void close(CloseCode code, String reason) {
            closed = code;
        }

        @Override
        public void closeAfterFlush(CloseCode code, String reason) {
            closed = code;
        }
    }
}
