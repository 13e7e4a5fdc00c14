package io.cowrite.websocket;

import io.cowrite.observability.CrashPoint;
import io.cowrite.protocol.CloseCode;
import io.cowrite.room.TimeSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends behind Jetty's core session, where the bytes of a text frame can be given as they are and shared; pings and closes through
 * it. Never blocks.
 */
final class JettyTransport implements Transport {

    private static final long CLOSE_MILLIS = 3_000;

    private final CoreSession session;
    private final FrameWatch watch;
    private final TimeSource time;
    private volatile @Nullable CloseCode closedWith;

    /** @param watch the one of {@code session} */
    JettyTransport(CoreSession session, FrameWatch watch, TimeSource time) {
        this.session = session;
        this.watch = watch;
        this.time = time;
    }

    @Override
    public void send(byte[] utf8, Runnable done) {
        if (CrashPoint.armed()) {
            sendHalves(utf8, done);
            return;
        }
        Frame frame = new Frame(OpCode.TEXT, ByteBuffer.wrap(utf8));
        Callback callback = Callback.from(done, failure -> failed());
        if (utf8.length <= session.getMaxFrameSize()) {
            watch.send(frame, callback);
        } else {
            session.sendFrame(frame, callback, false); // Cuts it up.
        }
    }

    /** A close that is under way may throw out a frame that waits, and is to arrive. */
    private void failed() {
        if (session.isOutputOpen()) {
            session.abort();
        }
    }

    /** The same in two fragments, with the crash point between them. */
    private void sendHalves(byte[] utf8, Runnable done) {
        int half = utf8.length / 2;
        Frame first = new Frame(OpCode.TEXT, false, ByteBuffer.wrap(Arrays.copyOfRange(utf8, 0, half)));
        Frame second = new Frame(OpCode.CONTINUATION, true,
                ByteBuffer.wrap(Arrays.copyOfRange(utf8, half, utf8.length)));
        Callback then = Callback.from(
                () -> {
                    CrashPoint.FRAME_HALF_WRITTEN.reach();
                    session.sendFrame(second, Callback.from(done, failure -> session.abort()), false);
                },
                failure -> session.abort());
        session.sendFrame(first, then, false);
    }

    @Override
    public void ping() {
        session.sendFrame(new Frame(OpCode.PING), Callback.from(() -> {}, failure -> session.abort()), false);
    }

    @Override
    public void close(CloseCode code, String reason) {
        closedWith = code;
        session.close(code.code(), reason, Callback.from(() -> {}, failure -> session.abort()));
        time.after(CLOSE_MILLIS, session::abort); // For who does not answer a close.
    }

    @Override
    public void abort() {
        session.abort();
    }

    /** With what this side closed, whether or not the other could read it; {@code seen} if it did not. */
    int closeCode(int seen) {
        CloseCode given = closedWith;
        return given == null ? seen : given.code();
    }
}
