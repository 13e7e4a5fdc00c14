package io.cowrite.websocket;

import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sees every frame of a socket before Jetty does something by itself: answers a ping, or joins fragments. Frames come one
 * after the other, on the thread that reads the socket, and the next is not read before {@link #onFrame} returns.
 *
 * <p>To Jetty it is an extension of its own, which is never offered to clients. It is public for Jetty, which makes it.
 */
public final class FrameWatch extends AbstractExtension {

    /** Names that begin so are never negotiated. */
    static final String NAME = "@cowrite";

    /** Most fragments of one message, whatever their length. */
    static final int FRAGMENTS_MAX = 1_024;

    private volatile @Nullable Connection connection;
    private int fragments;

    /** The one of {@code session}. */
    static FrameWatch of(CoreSession session) {
        return ((WebSocketCoreSession) session).getExtensionStack().getExtensions().stream()
                .filter(FrameWatch.class::isInstance)
                .map(FrameWatch.class::cast)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("this socket was upgraded by somebody else"));
    }

    /** From now on {@code watched} is asked for its pace. */
    void watch(Connection watched) {
        connection = watched;
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Connection watched = connection;
        if (frame.getOpCode() == OpCode.CLOSE) {
            nextIncomingFrame(frame, callback);
        } else if (watched == null || watched.isClosed()) {
            callback.succeeded(); // Only the answer to our close is waited for.
            getCoreSession().demand();
        } else if (hasTooManyFragments(frame)) {
            callback.failed(new MessageTooLargeException("more than " + FRAGMENTS_MAX + " fragments"));
        } else {
            if (frame.isControlFrame()) {
                pause(watched.control());
            }
            nextIncomingFrame(frame, callback);
        }
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
