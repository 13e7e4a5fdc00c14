package io.cowrite.websocket;

import io.cowrite.observability.ConnectionMeter;
import io.cowrite.observability.CrashPoint;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.Joined;
import io.cowrite.room.LiveSession;
import io.cowrite.room.RoomView;
import io.cowrite.room.TimeSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriber's writer: a cursor over the log, not a queue. When it can write it sends what follows its cursor, up to
 * a frame; then presence. One send is under way at a time, so a slow connection gets fewer, larger frames and keeps
 * nobody waiting.
 *
 * <p>Any thread may ask it to write; one at a time does ({@link #pump}), and owns everything that is not volatile. Who
 * must not be kept ({@link #open}, {@link #send}: a room's turn) only has the executor do it.
 */
final class Writer {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final Transport transport;
    private final ConnectionSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final ConnectionMeter meter;
    private final Queue<byte[]> controls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger controlsWaiting = new AtomicInteger();
    private final AtomicInteger pumps = new AtomicInteger();

    private volatile boolean sending;
    private volatile long sendingSinceNanos;
    private volatile boolean stopped;
    private volatile boolean heartbeatDue;
    private volatile @Nullable Closing closing;
    private volatile @Nullable Opening opening;

    private volatile @Nullable LiveSession session;
    private byte @Nullable [] welcome;
    private Iterator<byte[]> content = Collections.emptyIterator();
    private volatile @Nullable LogCursor cursor;
    private boolean live;
    private final PresenceCursor presence;
    private volatile boolean presenceTimer;

    private record Closing(CloseCode code, String reason) {}

    private record Opening(Joined joined, Supplier<Outgoing.Opening> frames) {}

    Writer(Transport transport, ConnectionSettings settings, TimeSource time, Executor executor,
            ConnectionMeter meter) {
        this.executor = executor;
        this.meter = meter;
        this.transport = transport;
        this.settings = settings;
        this.time = time;
        this.presence = new PresenceCursor(settings);
    }

    /** Begins the stream with {@code frames}, made outside; entries after {@code joined.cursor()} follow. */
    void open(Joined joined, Supplier<Outgoing.Opening> frames) {
        opening = new Opening(joined, frames);
        wake();
    }

    /** Sends a small message before anything else that waits; false if too many wait already. */
    boolean send(byte[] control) {
        if (controlsWaiting.incrementAndGet() > settings.controlsMax()) {
            controlsWaiting.decrementAndGet();
            return false;
        }
        controls.add(control);
        wake();
        return true;
    }

    void heartbeat() {
        heartbeatDue = true;
        pump();
    }

    /** Closes as soon as everything published is sent. */
    void closeAfterFlush(CloseCode code, String reason) {
        closing = new Closing(code, reason);
        wake();
    }

    /** Sends nothing any more. */
    void stop() {
        stopped = true;
    }

    /** How many entries are published and not sent. */
    long lag() {
        LiveSession joined = session;
        LogCursor at = cursor;
        return joined == null || at == null ? 0 : Math.max(0, joined.view().version() - at.point().version());
    }

    /** Whether one send has been under way for longer than it may. */
    boolean isStuck(long nowNanos) {
        return sending && nowNanos - sendingSinceNanos > settings.sendMillis() * 1_000_000L;
    }

    /** Writes what can be written now. */
    void pump() {
        if (pumps.getAndIncrement() == 0) {
            pumpAll();
        }
    }

    /** The same, on another thread. */
    private void wake() {
        if (pumps.getAndIncrement() == 0) {
            executor.execute(this::pumpAll);
        }
    }

    private void pumpAll() {
        int seen = 1;
        try {
            do {
                writeWhilePossible();
                seen = pumps.addAndGet(-seen);
            } while (seen != 0);
        } catch (RuntimeException e) {
            log.error("a connection failed at writing", e);
            stopped = true;
            transport.abort(); // Its client joins anew; the others of its room are not kept.
        }
    }

    private void writeWhilePossible() {
        while (!sending && !stopped) {
            byte[] frame = next();
            if (frame == null) {
                return;
            }
            sendingSinceNanos = time.nanos();
            sending = true;
            transport.send(frame, this::sent);
        }
    }

    private void sent() {
        sending = false;
        pump();
    }

    private byte @Nullable [] next() {
        begin();
        byte[] frame = openingFrame();
        if (frame != null) {
            return frame;
        }
        byte[] control = controls.poll();
        if (control != null) {
            controlsWaiting.decrementAndGet();
            return control;
        }
        LiveSession joined = session;
        LogCursor at = cursor;
        return joined == null || at == null ? closeOrNothing() : follow(joined, at);
    }

    private void begin() {
        Opening begun = opening;
        if (begun != null) {
            opening = null;
            LiveSession joined = begun.joined().session();
            session = joined;
            cursor = new LogCursor(joined, begun.joined().cursor(), time, this::pump, meter);
            Outgoing.Opening frames = begun.frames().get();
            welcome = frames.welcome();
            content = frames.content().iterator();
        }
    }

    private byte @Nullable [] openingFrame() {
        byte[] first = welcome;
        if (first != null) {
            welcome = null;
            return first;
        }
        if (content.hasNext()) {
            return content.next();
        }
        content = Collections.emptyIterator(); // Lets go of what is shared.
        return null;
    }

    private byte @Nullable [] follow(LiveSession joined, LogCursor at) {
        RoomView view = joined.view();
        if (at.isBehind(view)) {
            if (!live) {
                CrashPoint.RESUMED_BEFORE_REPLAY.reach();
            }
            return at.next(view);
        }
        if (!live) {
            live = true;
            CrashPoint.REPLAY_BEFORE_LIVE.reach();
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            Point sent = at.point();
            return ServerCodec.encode(new ServerMessage.Heartbeat(sent.version(), sent.hash()));
        }
        byte[] next = presence(view, joined.id());
        return next != null ? next : closeOrNothing();
    }

    /** Presence is at the version of the last entries sent, so only who has caught up gets it; never too often. */
    private byte @Nullable [] presence(RoomView view, String own) {
        Roster roster = view.roster();
        if (!presence.isBehind(roster)) {
            return null;
        }
        long now = time.nanos();
        long wait = presence.waitNanos(roster, now);
        if (wait > 0) {
            wakeIn(wait / 1_000_000 + 1);
            return null;
        }
        if (presence.hasMissed(roster)) {
            closing = new Closing(CloseCode.OVERLOADED, "too slow for presence; join again");
            return null;
        }
        byte[] frame = presence.next(view, own, now);
        if (presence.isBehind(roster)) {
            wakeIn(presence.waitNanos(roster, now) / 1_000_000 + 1);
        }
        return frame;
    }

    private void wakeIn(long millis) {
        if (!presenceTimer) {
            presenceTimer = true;
            time.after(millis, () -> {
                presenceTimer = false;
                pump();
            });
        }
    }

    private byte @Nullable [] closeOrNothing() {
        Closing asked = closing;
        if (asked != null) {
            stopped = true;
            transport.close(asked.code(), asked.reason());
        }
        return null;
    }
}
