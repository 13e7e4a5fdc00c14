package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every frame of a socket before Jetty does something by itself: answers a ping, or joins fragments. Frames come one
 * after the other, on the thread that reads the socket, and the next is not read before {@link #onFrame} returns.
 *
 * <p>A text in one frame is handed over from here: on Jetty's own way there each would take 4 KiB of heap.
 * Fragments, and what may not be UTF-8, are Jetty's to join and to judge.
 *
 * <p>To Jetty it is an extension of its own, which is never offered to clients. It is public for Jetty, which makes it.
 */
public final class FrameWatch extends AbstractExtension {

    /** Names that begin so are never negotiated. */
    static final String NAME = "@cowrite";

    /** Most fragments of one message, whatever their length. */
    static final int FRAGMENTS_MAX = 1_024;

    /** Not of this class, by whose name Jetty logs. */
    private static final Logger log = LoggerFactory.getLogger(CowriteWebSocketHandler.class);

    private volatile @Nullable Watched watched;
    private int fragments;
    private boolean withinFragments;

    private record Watched(Connection connection, Consumer<String> texts) {}

    /** The one of {@code session}. */
    static FrameWatch of(CoreSession session) {
        return ((WebSocketCoreSession) session).getExtensionStack().getExtensions().stream()
                .filter(FrameWatch.class::isInstance)
                .map(FrameWatch.class::cast)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("this socket was upgraded by somebody else"));
    }

    /** From now on {@code connection} is asked for its pace, and {@code texts} are given what comes in one frame. */
    void watch(Connection connection, Consumer<String> texts) {
        watched = new Watched(connection, texts);
    }

    /**
     * Sends {@code frame}, which is whole, past Jetty's session: whether a frame may be sent and whether to cut it up takes it a
     * sixth of what a delivery costs. After a close frame it fails, as it would there; while one waits behind another frame, this one still goes
     * before it.
     */
    void send(Frame frame, Callback callback) {
        nextOutgoingFrame(new OutgoingEntry.Builder(frame, callback).build());
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Watched now = watched;
        if (frame.getOpCode() == OpCode.CLOSE) {
            nextIncomingFrame(frame, callback);
        } else if (now == null || now.connection().isClosed()) {
            goOn(callback); // Only the answer to our close is waited for.
        } else if (hasTooManyFragments(frame)) {
            callback.failed(new MessageTooLargeException("more than " + FRAGMENTS_MAX + " fragments"));
        } else {
            if (frame.isControlFrame()) {
                pause(now.connection().control());
            }
            String text = isWhole(frame) ? text(frame) : null;
            if (text == null) {
                nextIncomingFrame(frame, callback);
            } else {
                hand(text, now, callback);
            }
        }
    }

    /** Whether {@code frame} is a message by itself; that of a text within fragments is an error, for Jetty to tell. */
    private boolean isWhole(Frame frame) {
        if (frame.isControlFrame()) {
            return false;
        }
        boolean whole = frame.isFin() && !withinFragments;
        withinFragments = !frame.isFin();
        return whole;
    }

    /** Null unless it is a text, and valid beyond doubt: what is no UTF-8 is read as U+FFFD, which may also stand there by right. */
    private static @Nullable String text(Frame frame) {
        if (frame.getOpCode() != OpCode.TEXT) {
            return null;
        }
        ByteBuffer payload = frame.getPayload().slice();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : null;
    }

    /** Whatever fails, the frame's buffer is given back, and its sender told no more than that. */
    private void hand(String text, Watched to, Callback callback) {
        try {
            to.texts().accept(text);
        } catch (RuntimeException | Error e) {
            log.error("{} failed at a message", to.connection(), e);
            to.connection().close(CloseCode.SERVER_ERROR, "the server failed; nothing saved is lost");
        }
        goOn(callback);
    }

    private void goOn(Callback callback) {
        callback.succeeded();
        getCoreSession().demand();
    }

    private boolean hasTooManyFragments(Frame frame) {
        if (frame.isDataFrame()) {
            fragments = frame.getOpCode() == OpCode.CONTINUATION ? fragments + 1 : 1;
        }
        return fragments > FRAGMENTS_MAX;
    }

    static void pause(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }
}
