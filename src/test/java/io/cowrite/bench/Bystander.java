package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Somebody who types letters at a steady pace into a document of their own while other things happen. Each letter counts
 * from when it was due, so that a pause shows in all that had to wait for it.
 */
final class Bystander implements AutoCloseable {

    private final PlainSocket socket;
    private final long everyNanos;
    private final IntFunction<String> operations;
    private final List<Long> waits = new ArrayList<>();
    private final CompletableFuture<Void> typing;
    private volatile boolean leaves;

    private Bystander(PlainSocket socket, int rate, IntFunction<String> operations) {
        this.socket = socket;
        this.operations = operations;
        this.everyNanos = 1_000_000_000L / rate;
        this.typing = CompletableFuture.runAsync(this::type, work -> Thread.ofPlatform().daemon().start(work));
    }

    /** Begins to type {@code rate} letters a second into a document of their own. */
    static Bystander typing(URI service, int rate) throws Exception {
        try (CowriteClient owner = new CowriteClient(service)) {
            owner.me();
            UUID documentId = owner.createDocument("Calm", DocumentType.TEXT, "");
            return typing(service, documentId, rate, Bystander::letterAtEnd);
        }
    }

    /** Begins to write into an empty document, into which nobody else writes, {@code operations} by their base version. */
    static Bystander typing(URI service, UUID documentId, int rate, IntFunction<String> operations) throws Exception {
        PlainSocket socket = PlainSocket.open(service, documentId, PlainSocket.guest(service), "calm");
        if (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Welcome)) {
            throw new IllegalStateException("no welcome");
        }
        return new Bystander(socket, rate, operations);
    }

    /** From due to acknowledged, of all letters since the last call; fails if there are none. */
    Figures waits() {
        synchronized (waits) {
            long[] nanos = waits.stream().mapToLong(Long::longValue).toArray();
            waits.clear();
            if (nanos.length == 0) {
                throw new IllegalStateException("the bystander could not type");
            }
            return Figures.of(nanos);
        }
    }

    private void type() {
        try {
            long start = System.nanoTime();
            for (int i = 0; !leaves; i++) {
                long due = start + i * everyNanos;
                LockSupport.parkNanos(due - System.nanoTime());
                submit(i);
                while (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Ops)) {
                    // Presence and heartbeats.
                }
                synchronized (waits) {
                    waits.add(System.nanoTime() - due);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the bystander cannot go on", e);
        }
    }

    private void submit(int version) throws Exception {
        socket.send("{\"type\":\"submit\",\"sequence\":" + (version + 1) + ",\"baseVersion\":" + version
                + ",\"operation\":" + operations.apply(version) + "}");
    }

    private static String letterAtEnd(int version) {
        String at = version == 0 ? "" : "{\"retain\":" + version + "},";
        return "[" + at + "{\"insert\":\"" + (char) ('a' + version % 26) + "\"}]";
    }

    @Override
    public void close() throws IOException {
        leaves = true;
        typing.join();
        socket.close();
    }
}
