package io.cowrite.websocket;

import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** A transport whose sends end when the test says so, or at once. It fails if a second is begun before. */
final class FakeTransport implements Transport {

    List<byte[]> frames = new ArrayList<>();
    boolean slow;
    boolean broken;
    int pings;
    boolean aborted;
    @Nullable
    CloseCode closed;

    private @Nullable Runnable underWay;

    @Override
    public void send(byte[] utf8, Runnable done) {
        if (underWay != null || closed != null) { // Not by AssertJ: what a send allocates is counted.
            throw new AssertionError(closed == null ? "one send under way at a time" : "nothing after close");
        }
        if (broken) {
            throw new IllegalStateException("broken by the test");
        }
        frames.add(utf8);
        if (slow) {
            underWay = done;
        } else {
            done.run();
        }
    }

    /** The send under way ends; whether there was one. */
    boolean sent() {
        Runnable done = underWay;
        underWay = null;
        if (done != null) {
            done.run();
        }
        return done != null;
    }

    @Override
    public void ping() {
        assertThat(closed).as("nothing after close").isNull();
        pings++;
    }

    @Override
    public void close(CloseCode code, String reason) {
        assertThat(closed).as("closed once").isNull();
        assertThat(reason.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(CloseCode.REASON_BYTES_MAX);
        closed = code;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    List<ServerMessage> messages() {
        return frames.stream().map(FakeTransport::decode).toList();
    }

    <T> List<T> messages(Class<T> type) {
        return messages().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static ServerMessage decode(byte[] frame) {
        try {
            return ServerCodec.decode(new String(frame, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
