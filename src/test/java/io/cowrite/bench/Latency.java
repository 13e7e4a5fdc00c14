package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a keystroke takes from its author's call to the other's socket, committed in between; beside what the machine
 * needs for an fsync, a commit and an echo.
 *
 * <p>Arguments: {@code runs=3}, {@code seconds=60}, {@code rate=50} keystrokes a second, {@code jar=<built jar>},
 * {@code jvm=<an option of the service's JVM>}.
 */
final class Latency {

    private static final int FLOOR_SECONDS = 10;
    private static final long WAIT_SECONDS = 60;

    private final URI service;
    private final int rate;
    private final long[] sentNanos;
    private final long[] receivedNanos;
    private final AtomicLong version = new AtomicLong();
    private final Semaphore settled = new Semaphore(1);
    private int late;

    private Latency(URI service, int rate, int count) {
        this.service = service;
        this.rate = rate;
        this.sentNanos = new long[count + 1];
        this.receivedNanos = new long[count + 1];
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int rate = options.number("rate", 50);
        try (RunningService service = RunningService.start(options)) {
            for (int run = 1; run <= options.number("runs", 3); run++) {
                Figures.say("run %d, %s", run, Figures.load());
                new Latency(service.address(), rate, options.number("seconds", 60) * rate).run();
                Floors.say(service, rate, FLOOR_SECONDS);
            }
        }
    }

    private void run() throws Exception {
        UUID documentId = document();
        try (PlainSocket writer = open(documentId, "writer"); PlainSocket reader = open(documentId, "reader")) {
            welcome(writer);
            welcome(reader);
            CompletableFuture<Void> own = CompletableFuture.runAsync(() -> settle(writer), Latency::onOwnThread);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> receive(reader), Latency::onOwnThread);
            type(writer);
            own.get(WAIT_SECONDS, TimeUnit.SECONDS);
            other.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
        int count = sentNanos.length - 1;
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = receivedNanos[i + 1] - sentNanos[i + 1];
        }
        Figures.say("  keystroke to the other, committed %s; %d sent late, since the one before was not settled",
                Figures.of(nanos), late);
    }

    private UUID document() throws Exception {
        try (CowriteClient owner = new CowriteClient(service)) {
            owner.me();
            return owner.createDocument("Latency", DocumentType.TEXT, "");
        }
    }

    private PlainSocket open(UUID documentId, String clientId) throws Exception {
        return PlainSocket.open(service, documentId, PlainSocket.guest(service), clientId);
    }

    private static void welcome(PlainSocket socket) throws Exception {
        if (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Welcome)) {
            throw new IllegalStateException("no welcome");
        }
    }

    private static void onOwnThread(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }

    /** Types at the end, a letter each time, at a steady pace. */
    private void type(PlainSocket writer) throws Exception {
        long start = System.nanoTime();
        for (int i = 1; i < sentNanos.length; i++) {
            long due = start + i * 1_000_000_000L / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            if (!settled.tryAcquire()) {
                late++;
                settled.acquire();
            }
            long base = version.get();
            String at = base == 0 ? "" : "{\"retain\":" + base + "},";
            String submission = "{\"type\":\"submit\",\"sequence\":" + i + ",\"baseVersion\":" + base
                    + ",\"operation\":["
                    + at + "{\"insert\":\"" + (char) ('a' + i % 26) + "\"}]}";
            sentNanos[i] = System.nanoTime();
            writer.send(submission);
        }
    }

    private void settle(PlainSocket writer) {
        try {
            while (version.get() < sentNanos.length - 1) {
                if (ServerCodec.decode(writer.receive()) instanceof ServerMessage.Ops ops) {
                    version.set(ops.firstVersion() + ops.operations().size() - 1);
                    settled.release();
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void receive(PlainSocket reader) {
        try {
            long last = 0;
            while (last < receivedNanos.length - 1) {
                String frame = reader.receive();
                long now = System.nanoTime();
                if (ServerCodec.decode(frame) instanceof ServerMessage.Ops ops) {
                    for (int i = 0; i < ops.operations().size(); i++) {
                        last = ops.firstVersion() + i;
                        receivedNanos[Math.toIntExact(last)] = now;
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
