package io.cowrite.client;

import io.cowrite.protocol.ClientCodec;
import io.cowrite.protocol.ClientMessage;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection, from the first byte to the last. Everything happens under its owner's lock. */
final class Line implements Transport.Handler {

    private static final double SILENT_HEARTBEATS_MAX = 2.5;
    private static final long WELCOME_MILLIS_MAX = 60_000;

    /** Whose connection it is. */
    interface Owner {

        /** Runs {@code work} under the lock. */
        void locked(Runnable work);

        void opened();

        void received(ServerMessage message);

        /** It broke off or was closed, by the other side or for its silence; called once, unless {@link Line#end}. */
        void closed(Line line, int code, String reason);
    }

    private final Transport transport;
    private final Timer timer;
    private final Owner owner;
    private Transport.@Nullable Channel channel;
    private boolean over;
    private long openedMillis = -1;
    private long heardMillis;
    private long silenceMillisMax = WELCOME_MILLIS_MAX;

    Line(Transport transport, Timer timer, Owner owner) {
        this.transport = transport;
        this.timer = timer;
        this.owner = owner;
    }

    void start() {
        heardMillis = timer.millis();
        channel = transport.connect(this);
        watch();
    }

    void send(ClientMessage message) {
        if (channel != null) {
            channel.send(new String(ClientCodec.encode(message), StandardCharsets.UTF_8));
        }
    }

    /** How long it has been open; 0 if it never was. */
    long connectedMillis() {
        return openedMillis < 0 ? 0 : timer.millis() - openedMillis;
    }

    /** Ends it, breaking off if {@code broken}; false if it was over. */
    boolean end(boolean broken) {
        if (over) {
            return false;
        }
        over = true;
        if (channel != null && broken) {
            channel.abort();
        } else if (channel != null) {
            channel.close();
        }
        return true;
    }

    @Override
    public void opened() {
        whileOpen(() -> {
            openedMillis = timer.millis();
            heardMillis = openedMillis;
            owner.opened();
        });
    }

    @Override
    public void received(String frame) {
        whileOpen(() -> {
            heardMillis = timer.millis();
            take(frame);
        });
    }

    @Override
    public void closed(int code, String reason) {
        whileOpen(() -> close(code, reason));
    }

    private void whileOpen(Runnable work) {
        owner.locked(() -> {
            if (!over) {
                work.run();
            }
        });
    }

    private void take(String frame) {
        try {
            ServerMessage message = ServerCodec.decode(frame);
            if (message instanceof ServerMessage.Welcome welcome) {
                silenceMillisMax = (long) (SILENT_HEARTBEATS_MAX * welcome.heartbeatMillis());
            }
            owner.received(message);
        } catch (MalformedException e) {
            close(1002, "malformed message from the server: " + e.getMessage());
        }
    }

    private void watch() {
        long left = heardMillis + silenceMillisMax - timer.millis();
        if (left <= 0) {
            close(1006, "silent");
        } else {
            timer.after(left, () -> whileOpen(this::watch));
        }
    }

    private void close(int code, String reason) {
        if (end(code == 1006)) {
            owner.closed(this, code, reason);
        }
    }
}
