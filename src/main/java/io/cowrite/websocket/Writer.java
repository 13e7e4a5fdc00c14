package io.cowrite.websocket;

import io.cowrite.observability.CrashPoint;
import io.cowrite.presence.Present;
import io.cowrite.presence.Roster;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.room.Joined;
import io.cowrite.room.LiveSession;
import io.cowrite.room.RoomView;
import io.cowrite.room.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

    private static final long STORE_RETRY_MILLIS = 250;

    private final Transport transport;
    private final ConnectionSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final Queue<byte[]> controls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger controlsWaiting = new AtomicInteger();
    private final AtomicInteger pumps = new AtomicInteger();

    private volatile boolean sending;
    private volatile long sendingSinceNanos;
    private volatile boolean stopped;
    private volatile boolean heartbeatDue;
    private volatile @Nullable Closing closing;
    private volatile @Nullable Opening opening;

    private @Nullable LiveSession session;
    private Deque<byte[]> openingFrames = new ArrayDeque<>();
    private @Nullable Point cursor;
    private boolean live;
    private final Deque<SealedEntry> fromStore = new ArrayDeque<>();
    private volatile boolean reading;
    private volatile @Nullable List<SealedEntry> read;
    private long presenceStamp;
    /** Who left up to here was told: of all of it even where a frame could not name all who changed. */
    private long leftStamp;
    private boolean presenceSent;
    private long presenceAtNanos;
    private volatile boolean presenceTimer;

    private record Closing(CloseCode code, String reason) {}

    private record Opening(Joined joined, Supplier<List<byte[]>> frames) {}

    Writer(Transport transport, ConnectionSettings settings, TimeSource time, Executor executor) {
        this.executor = executor;
        this.transport = transport;
        this.settings = settings;
        this.time = time;
    }

    /** Begins the stream with {@code frames}, made outside; entries after {@code joined.cursor()} follow. */
    void open(Joined joined, Supplier<List<byte[]>> frames) {
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
        byte[] frame = openingFrames.poll();
        if (frame != null) {
            return frame;
        }
        byte[] control = controls.poll();
        if (control != null) {
            controlsWaiting.decrementAndGet();
            return control;
        }
        LiveSession joined = session;
        Point at = cursor;
        return joined == null || at == null ? closeOrNothing() : follow(joined, at);
    }

    private void begin() {
        Opening begun = opening;
        if (begun != null) {
            opening = null;
            session = begun.joined().session();
            cursor = begun.joined().cursor();
            openingFrames = new ArrayDeque<>(begun.frames().get());
        }
    }

    private byte @Nullable [] follow(LiveSession joined, Point at) {
        RoomView view = joined.view();
        takeRead();
        if (!fromStore.isEmpty()) {
            return frameFromStore();
        }
        if (at.version() < view.version()) {
            return view.reachesBackTo(at.version()) ? frameFromTail(view, at) : readOn(joined, at);
        }
        if (!live) {
            live = true;
            CrashPoint.REPLAY_BEFORE_LIVE.reach();
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return ServerCodec.encode(new ServerMessage.Heartbeat(at.version(), at.hash()));
        }
        byte[] presence = presence(view, joined.id());
        return presence != null ? presence : closeOrNothing();
    }

    private byte[] frameFromTail(RoomView view, Point at) {
        if (!live) {
            CrashPoint.RESUMED_BEFORE_REPLAY.reach();
        }
        RoomView.Frame frame = view.frameAfter(at.version());
        cursor = frame.end();
        return frame.bytes();
    }

    /** Asks the store for what is no longer in memory; the answer wakes this writer. */
    private byte @Nullable [] readOn(LiveSession joined, Point at) {
        if (!reading && read == null) { // An answer that came since takeRead is taken in the next round.
            reading = true;
            joined.read(at).whenComplete((entries, failure) -> {
                if (failure == null) {
                    read = entries;
                    reading = false;
                    pump();
                } else {
                    time.after(STORE_RETRY_MILLIS, () -> {
                        reading = false;
                        pump();
                    });
                }
            });
        }
        return null;
    }

    private void takeRead() {
        List<SealedEntry> entries = read;
        if (entries != null) {
            read = null;
            fromStore.addAll(entries);
        }
    }

    private byte[] frameFromStore() {
        List<SealedEntry> entries = new ArrayList<>();
        long bytes = 0;
        while (!fromStore.isEmpty()) {
            bytes += fromStore.element().bytes().length + 1;
            if (bytes > RoomView.FRAME_BYTES && !entries.isEmpty()) {
                break;
            }
            entries.add(fromStore.remove());
        }
        RoomView.Frame frame = RoomView.encode(entries);
        cursor = frame.end();
        return frame.bytes();
    }

    /** Presence is at the version of the last entries sent, so only who has caught up gets it; never too often. */
    private byte @Nullable [] presence(RoomView view, String own) {
        Roster roster = view.roster();
        if (presenceSent && roster.stamp() <= presenceStamp) {
            return null;
        }
        long now = time.nanos();
        long wait = presenceAtNanos + settings.presenceMillis() * 1_000_000L - now;
        if (presenceSent && wait > 0) {
            wakeIn(wait / 1_000_000 + 1);
            return null;
        }
        if (presenceSent && leftStamp < roster.forgotten()) {
            closing = new Closing(CloseCode.OVERLOADED, "too slow for presence; join again");
            return null;
        }
        List<Present> changed = roster.changedSince(presenceStamp, own, settings.selectionsMax());
        List<String> left = presenceSent ? roster.leftSince(leftStamp) : List.of();
        boolean news = !presenceSent || !changed.isEmpty() || !left.isEmpty();
        boolean cut = changed.size() == settings.selectionsMax();
        presenceStamp = cut ? changed.getLast().stamp() : roster.stamp();
        leftStamp = roster.stamp();
        presenceSent = true;
        presenceAtNanos = now;
        return news ? Outgoing.presence(view, changed, left) : null;
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
