package io.cowrite.websocket;

import io.cowrite.access.Author;
import io.cowrite.observability.ConnectionMeter;
import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.JoinRequest;
import io.cowrite.room.Joined;
import io.cowrite.room.LiveSession;
import io.cowrite.room.Rooms;
import io.cowrite.room.Subscriber;
import io.cowrite.room.TimeSource;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * One WebSocket: bytes in, messages out; it decides nothing about the document. {@link #receive} is called by the thread
 * that reads the socket, one frame after the other; everything else by any thread.
 */
final class Connection implements Subscriber {

    private sealed interface State {

        /** The socket is open, nothing was said. */
        record AwaitingHello() implements State {}

        /** The room was asked. */
        record Joining(Author author, String clientId, boolean anew) implements State {}

        record Live(LiveSession session) implements State {}

        record Closed() implements State {}
    }

    private final UUID documentId;
    private volatile Author author;
    private final Rooms rooms;
    private final Transport transport;
    private final ConnectionSettings settings;
    private final TimeSource time;
    private final JoinListener joins;
    private final ConnectionMeter meter;
    private final Writer writer;
    private final Pace submissions;
    private final Pace others;
    private final long openedNanos;

    private final Object lock = new Object();
    private State state = new State.AwaitingHello();
    /** Of the thread that reads the socket. */
    private boolean hasDiverged;
    private volatile long heardNanos;
    private long heartbeatNanos;

    Connection(
            UUID documentId,
            Author author,
            Rooms rooms,
            Transport transport,
            ConnectionSettings settings,
            TimeSource time,
            Executor executor,
            JoinListener joins,
            ConnectionMeter meter) {
        this.documentId = documentId;
        this.author = author;
        this.rooms = rooms;
        this.transport = transport;
        this.settings = settings;
        this.time = time;
        this.joins = joins;
        this.meter = meter;
        this.writer = new Writer(transport, settings, time, executor, meter);
        this.openedNanos = time.nanos();
        this.heardNanos = openedNanos;
        this.heartbeatNanos = openedNanos;
        this.submissions = new Pace(settings.limits().submissionsPerSecond(), settings.overRateMillis(), openedNanos);
        this.others = new Pace(settings.otherMessagesPerSecond(), settings.overRateMillis(), openedNanos);
    }

    /**
     * Takes one text frame.
     *
     * @return nanoseconds to wait before the next is read: who sends too fast is read more slowly
     */
    long receive(String frame) {
        CrashPoint.FRAME_READ.reach();
        heard();
        try {
            ClientMessage message = ClientCodec.decode(frame);
            CrashPoint.SUBMISSION_DECODED.reach();
            handle(message);
            return wait(message instanceof ClientMessage.Submit ? submissions : others);
        } catch (MalformedException e) {
            close(CloseCode.BAD_MESSAGE, String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** A WebSocket ping, or a pong, asked for or not. Otherwise as {@link #receive}. */
    long control() {
        heard();
        return wait(others);
    }

    /** Any frame counts as life. */
    private void heard() {
        heardNanos = time.nanos();
    }

    private long wait(Pace pace) {
        long now = time.nanos();
        long wait = pace.take(now);
        if (pace.isTooFast(now)) {
            close(CloseCode.TOO_FAST, "too many messages");
            return 0;
        }
        return wait;
    }

    private void handle(ClientMessage message) {
        State now = state();
        switch (message) {
            case ClientMessage.Hello hello when now instanceof State.AwaitingHello -> hello(hello);
            case ClientMessage.Submit submit when now instanceof State.Live(LiveSession session) ->
                submit(session, submit);
            case ClientMessage.Presence shown when now instanceof State.Live(LiveSession session) ->
                session.show(shown.baseVersion(), shown.sequence(), shown.selection(), shown.state());
            case ClientMessage.Diverged diverged when now instanceof State.Live(LiveSession session) ->
                diverged(session, diverged);
            case ClientMessage.Ping ping when now instanceof State.Live || now instanceof State.Joining ->
                sendControl(new ServerMessage.Pong(ping.id()));
            default -> {
                if (!(now instanceof State.Closed)) {
                    close(CloseCode.BAD_MESSAGE, "unexpected message: hello comes first, once");
                }
            }
        }
    }

    private void hello(ClientMessage.Hello hello) {
        Author now = author;
        synchronized (lock) {
            if (!(state instanceof State.AwaitingHello)) {
                return; // Closed meanwhile.
            }
            state = new State.Joining(now, hello.clientId(), hello.since().isEmpty());
        }
        rooms.join(documentId, new JoinRequest(
                now, hello.clientId(), hello.since(), hello.attempt(), openedNanos, this));
    }

    private void submit(LiveSession session, ClientMessage.Submit submit) {
        if (submit.operationBytes() > settings.limits().operationBytes()) {
            close(CloseCode.TOO_LARGE, "the operation is larger than limits.operationBytes");
            return;
        }
        session.submit(submit.sequence(), submit.baseVersion(), submit.operation(), submit.operationBytes());
    }

    /** Once a connection: its client loads anew then. */
    private void diverged(LiveSession session, ClientMessage.Diverged diverged) {
        if (!hasDiverged) {
            hasDiverged = true;
            session.diverged(diverged.version(), diverged.checksum());
        }
    }

    @Override
    public void joined(Joined joined) {
        State.Joining asked;
        synchronized (lock) {
            if (!(state instanceof State.Joining joining)) {
                joined.session().leave();
                return;
            }
            asked = joining;
            state = new State.Live(joined.session());
        }
        meter.joined(joined.resumed(), time.nanos() - openedNanos);
        Author now = author;
        if (!now.equals(asked.author())) {
            joined.session().rename(now); // Renamed since the room was asked.
        }
        if (asked.anew()) {
            joins.joined(now, documentId);
        }
        writer.open(
                joined,
                () -> Outgoing.welcome(joined, asked.clientId(), now, settings.limits(),
                        settings.heartbeatMillis()));
    }

    @Override
    public void changed() {
        writer.pump();
    }

    @Override
    public void notice(ServerMessage.Notice notice) {
        sendControl(notice);
    }

    private void sendControl(ServerMessage message) {
        if (!writer.send(ServerCodec.encode(message))) {
            close(CloseCode.TOO_FAST, "messages are not read as fast as they are asked for");
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (end()) {
            transport.close(code, reason);
        }
    }

    @Override
    public void closeAfterFlush(CloseCode code, String reason) {
        writer.closeAfterFlush(code, reason);
    }

    /** An author, maybe another, goes by another name or colour now. */
    void renamed(Author now) {
        if (!now.id().equals(author.id())) {
            return;
        }
        author = now; // Before the state is read: who joins meanwhile looks at it after the state is set.
        if (state() instanceof State.Live(LiveSession session)) {
            session.rename(now);
        }
    }

    boolean isClosed() {
        return state() instanceof State.Closed;
    }

    /** The socket is closed, by whomever. */
    void closed() {
        end();
    }

    /** Leaves the room, once; whether there was anything to end. */
    private boolean end() {
        State before;
        synchronized (lock) {
            before = state;
            state = new State.Closed();
        }
        writer.stop();
        if (before instanceof State.Live(LiveSession session)) {
            session.leave();
        }
        return !(before instanceof State.Closed);
    }

    /** Looks at the time limits, about once a second. */
    void tick() {
        long now = time.nanos();
        State at = state();
        if (at instanceof State.Closed) {
            return; // A close frame is on its way; nothing may follow it.
        }
        if (at instanceof State.Live) {
            meter.lag(writer.lag());
        }
        if (at instanceof State.AwaitingHello && millis(now - openedNanos) > settings.helloMillis()) {
            close(CloseCode.TIMED_OUT, "no hello came");
        } else if (writer.isStuck(now)) {
            close(CloseCode.TIMED_OUT, "nothing is read");
            transport.abort(); // A close frame would wait behind what is not read.
        } else if (millis(now - heardNanos) > settings.silenceMillis()) {
            close(CloseCode.TIMED_OUT, "nothing was heard");
        } else if (millis(now - heartbeatNanos) >= settings.heartbeatMillis()) {
            heartbeatNanos = now;
            writer.heartbeat();
            transport.ping();
        }
    }

    private State state() {
        synchronized (lock) {
            return state;
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    @Override
    public String toString() {
        return "connection of " + author.id() + " to " + documentId;
    }
}
