package io.cowrite.websocket;

import io.cowrite.observability.ConnectionMeter;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.room.CatchUp;
import io.cowrite.room.LiveSession;
import io.cowrite.room.RoomView;
import io.cowrite.room.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection is in the log, and what comes next. Owned by its writer; only the store's answer comes in, and
 * anybody may ask for its point.
 */
final class LogCursor {

    private static final long STORE_RETRY_MILLIS = 250;

    private final LiveSession session;
    private final TimeSource time;
    private final Runnable wake;
    private final ConnectionMeter meter;
    private final Deque<SealedEntry> fromStore = new ArrayDeque<>();
    private volatile boolean reading;
    private volatile @Nullable List<SealedEntry> read;
    private volatile Point point;

    /** {@code wake} is called when the store has answered. */
    LogCursor(LiveSession session, Point start, TimeSource time, Runnable wake, ConnectionMeter meter) {
        this.session = session;
        this.point = start;
        this.time = time;
        this.wake = wake;
        this.meter = meter;
    }

    /** What was sent last. */
    Point point() {
        return point;
    }

    boolean isBehind(RoomView view) {
        return point.version() < view.version();
    }

    /** The next frame towards {@code view}; null while the store is asked for what is no longer in memory. */
    byte @Nullable [] next(RoomView view) {
        takeRead();
        if (fromStore.isEmpty() && !view.reachesBackTo(point.version())) {
            readOn();
            return null;
        }
        RoomView.Frame frame = fromStore.isEmpty() ? fromTail(view) : fromStore();
        point = frame.end();
        return frame.bytes();
    }

    /** A frame that leads to the head is shared with all who lag as far; composing is for each, so only for more. */
    private RoomView.Frame fromTail(RoomView view) {
        RoomView.Frame shared = view.frameAfter(point.version());
        if (shared.end().version() == view.version()) {
            return shared;
        }
        return counted(CatchUp.frame(view.othersAfter(point.version(), session::owns))).orElse(shared);
    }

    private RoomView.Frame fromStore() {
        List<SealedEntry> others = fromStore.stream().takeWhile(entry -> !session.owns(entry.entry())).toList();
        RoomView.Frame frame = counted(CatchUp.frame(others)).orElseGet(() -> RoomView.encode(fitting()));
        fromStore.removeIf(entry -> entry.version() <= frame.end().version());
        return frame;
    }

    private Optional<RoomView.Frame> counted(Optional<RoomView.Frame> catchUp) {
        if (catchUp.isPresent()) {
            meter.caughtUp();
        }
        return catchUp;
    }

    private List<SealedEntry> fitting() {
        List<SealedEntry> entries = new ArrayList<>();
        long bytes = 0;
        for (SealedEntry entry : fromStore) {
            bytes += entry.bytes().length + 1;
            if (bytes > RoomView.FRAME_BYTES && !entries.isEmpty()) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private void readOn() {
        if (reading || read != null) { // An answer that came since takeRead is taken in the next round.
            return;
        }
        reading = true;
        session.read(point).whenComplete((entries, failure) -> {
            if (failure == null) {
                read = entries;
                reading = false;
                wake.run();
            } else {
                time.after(STORE_RETRY_MILLIS, () -> {
                    reading = false;
                    wake.run();
                });
            }
        });
    }

    private void takeRead() {
        List<SealedEntry> entries = read;
        if (entries != null) {
            read = null;
            fromStore.addAll(entries);
        }
    }
}
