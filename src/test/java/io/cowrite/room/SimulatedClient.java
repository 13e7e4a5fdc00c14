package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.client.Replica;
import io.cowrite.client.ReplicaListener;
import io.cowrite.client.RetreatBug;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.ContentParts;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A replica, and one connection after the other to a room; whoever drives it lets the messages through. */
final class SimulatedClient implements ReplicaListener {

    /** An entry that its author was told of. */
    record Settled(long version, Entry entry) {}

    final Author author;
    final Replica replica;
    final List<Settled> settled = new ArrayList<>();
    final List<Unsaved> unsaved = new ArrayList<>();
    final List<ClientMessage.Submit> submitted = new ArrayList<>();

    int stepsBack;

    private final RoomWorld world;
    private final boolean logGoesBack;
    private @Nullable Line line;
    private boolean wantsReconnect;
    private int ids;

    SimulatedClient(RoomWorld world, Author author, String name) {
        this.world = world;
        this.author = author;
        this.logGoesBack = false;
        this.replica = new Replica(() -> name + "-" + ++ids, this);
    }

    /** Of a world whose log may go back; {@code bug} is how the replica steps back wrongly, if it does. */
    SimulatedClient(RoomWorld world, Author author, String name, @Nullable RetreatBug bug) {
        this.world = world;
        this.author = author;
        this.logGoesBack = true;
        this.replica = bug == null
                ? new Replica(() -> name + "-" + ++ids, this)
                : bug.replica(() -> name + "-" + ++ids, this);
    }

    boolean isConnected() {
        return line != null;
    }

    void connect(Rooms rooms) {
        line = new Line(rooms);
        replica.connected(null);
    }

    /** Whatever is on its way is lost; the room hears of it later. */
    void cut() {
        Line old = Objects.requireNonNull(line);
        line = null;
        replica.disconnected();
        world.later(old::gone);
    }

    void edit(Delta edit) {
        try {
            replica.edit(edit);
        } catch (InapplicableException e) {
            throw new AssertionError(edit.toString(), e);
        }
    }

    /** Lets one message through, this way or that; false if there is none. */
    boolean serverTakes() {
        return line != null && line.serverTakes();
    }

    boolean serverSends() {
        return line != null && line.serverSends();
    }

    boolean clientTakes() {
        return line != null && line.clientTakes();
    }

    @Override
    public void send(ClientMessage message) {
        if (message instanceof ClientMessage.Submit submit) {
            submitted.add(submit);
        }
        Objects.requireNonNull(line).toServer.add(message);
    }

    @Override
    public void reconnect() {
        assertThat(logGoesBack).as("%s was led astray", author.id()).isTrue();
        wantsReconnect = true;
    }

    @Override
    public void loaded() {
        if (logGoesBack) {
            settled.clear(); // Of another replica, and of a log that may be gone.
        }
    }

    @Override
    public void steppedBack(long version) {
        assertThat(logGoesBack).as("%s stepped back", author.id()).isTrue();
        stepsBack++;
        settled.removeIf(one -> one.version() > version);
    }

    @Override
    public void settled(long version, Entry entry) {
        settled.add(new Settled(version, entry));
    }

    @Override
    public void unsaved(Unsaved edit) {
        if (!logGoesBack) {
            assertThat(edit.reason()).isEqualTo(Unsaved.Reason.REFUSED);
        }
        unsaved.add(edit);
    }

    /** One connection: as the real one, a cursor over the log. */
    private final class Line implements Subscriber {

        final Deque<ClientMessage> toServer = new ArrayDeque<>();
        private final Deque<Runnable> toClient = new ArrayDeque<>();
        private final Rooms rooms;
        private String clientId = "";
        private @Nullable LiveSession session;
        private @Nullable Point cursor;
        private boolean reading;
        private boolean over;

        Line(Rooms rooms) {
            this.rooms = rooms;
        }

        boolean serverTakes() {
            ClientMessage message = toServer.poll();
            if (message == null) {
                return false;
            }
            switch (message) {
                case ClientMessage.Hello hello -> {
                    clientId = hello.clientId();
                    rooms.join(
                            world.documentId,
                            new JoinRequest(author, hello.clientId(), hello.since(), hello.attempt(), 0, this));
                }
                case ClientMessage.Submit submit -> live().submit(
                        submit.sequence(), submit.baseVersion(), submit.operation(), submit.operationBytes());
                case ClientMessage.Presence shown -> live().show(
                        shown.baseVersion(), shown.sequence(), shown.selection(), shown.state());
                default -> throw new AssertionError(message);
            }
            return true;
        }

        private LiveSession live() {
            return Objects.requireNonNull(session);
        }

        boolean serverSends() {
            LiveSession joined = session;
            Point at = cursor;
            if (joined == null || at == null || reading || over) {
                return false;
            }
            RoomView view = joined.view();
            if (at.version() >= view.version()) {
                return false;
            }
            if (view.reachesBackTo(at.version())) {
                push(view.frameAfter(at.version()));
            } else {
                read(joined, at);
            }
            return true;
        }

        private void read(LiveSession joined, Point at) {
            reading = true;
            joined.read(at).whenComplete((entries, failure) -> {
                reading = false;
                if (failure == null) {
                    push(RoomView.encode(entries));
                }
            });
        }

        private void push(RoomView.Frame frame) {
            cursor = frame.end();
            ServerMessage message = decode(frame.bytes());
            toClient.add(() -> {
                if (!logGoesBack) {
                    assertThat(frame.end().version()).as("committed").isLessThanOrEqualTo(
                            world.log.lastVersion(world.documentId));
                }
                replica.receive(message);
            });
        }

        boolean clientTakes() {
            Runnable next = toClient.poll();
            if (next != null) {
                next.run();
                if (wantsReconnect) {
                    wantsReconnect = false;
                    cut();
                }
            }
            return next != null;
        }

        void gone() {
            over = true;
            if (session != null) {
                session.leave();
            }
        }

        @Override
        public void joined(Joined joined) {
            if (over) {
                joined.session().leave();
                return;
            }
            session = joined.session();
            cursor = joined.cursor();
            RoomView view = joined.view();
            List<ServerMessage.Content> parts = joined.resumed()
                    ? List.of()
                    : ContentParts.of(view.content(), RoomView.FRAME_BYTES);
            ServerMessage welcome = new ServerMessage.Welcome(
                    joined.session().id(),
                    clientId,
                    new ServerMessage.User(author.id(), author.name(), author.color()),
                    joined.role().wireName(),
                    view.document().type(),
                    view.document().title(),
                    joined.cursor().version(),
                    joined.cursor().hash(),
                    joined.resumed(),
                    view.version(),
                    parts.size(),
                    15_000,
                    world.settings.limits());
            toClient.add(() -> replica.receive(welcome));
            parts.forEach(part -> toClient.add(() -> replica.receive(part)));
        }

        @Override
        public void changed() {}

        @Override
        public void notice(ServerMessage.Notice notice) {
            toClient.add(() -> replica.receive(notice));
        }

        @Override
        public void close(CloseCode code, String reason) {
            over = true;
            if (line == this) {
                if (!logGoesBack) {
                    assertThat(code).as(reason).isIn(CloseCode.SERVER_ERROR, CloseCode.GOING_AWAY);
                }
                toClient.add(() -> {
                    line = null;
                    if (code == CloseCode.CHANGED_RESEND) {
                        replica.startAnew(Unsaved.Reason.RESEND_UNSETTLED);
                    }
                    replica.disconnected();
                });
            }
        }

        @Override
        public void closeAfterFlush(CloseCode code, String reason) {
            close(code, reason);
        }
    }

    private static ServerMessage decode(byte[] bytes) {
        try {
            return ServerCodec.decode(new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
