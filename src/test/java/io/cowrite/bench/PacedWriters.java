package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many documents with one writer each, who types a letter at a steady pace: how long each waits for its acknowledgement.
 *
 * <p>Arguments: {@code documents=1000}, {@code seconds=60}, {@code everyMillis=1000}, {@code jar=…}, {@code jvm=…}.
 */
final class PacedWriters {

    private final RunningService service;
    private final int keystrokes;
    private final int everyMillis;

    private PacedWriters(RunningService service, int keystrokes, int everyMillis) {
        this.service = service;
        this.keystrokes = keystrokes;
        this.everyMillis = everyMillis;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int everyMillis = options.number("everyMillis", 1_000);
        int keystrokes = options.number("seconds", 60) * 1_000 / everyMillis;
        try (RunningService service = RunningService.start(options)) {
            new PacedWriters(service, keystrokes, everyMillis).run(options.number("documents", 1_000));
        }
    }

    private void run(int documents) throws Exception {
        List<PlainSocket> writers = new ArrayList<>();
        try (CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            for (int i = 0; i < documents; i++) {
                UUID id = owner.createDocument("Paced", DocumentType.TEXT, "");
                PlainSocket writer = PlainSocket.open(service.address(), id, PlainSocket.guest(service.address()), "w");
                writers.add(writer);
                if (!(ServerCodec.decode(writer.receive()) instanceof ServerMessage.Welcome)) {
                    throw new IllegalStateException("no welcome");
                }
            }
        }
        long cpu = service.cpuTime().toNanos();
        long start = System.nanoTime();
        long[] nanos = type(writers, start);
        double seconds = (System.nanoTime() - start) / 1e9;
        Figures.say("%d writers, a letter every %d ms: acknowledged %s; CPU of the service %.2f of a processor; %s",
                documents, everyMillis, Figures.of(nanos), (service.cpuTime().toNanos() - cpu) / 1e9 / seconds,
                Figures.load());
        int minute = Math.min(60_000 / everyMillis, keystrokes);
        for (int from = 0; from + minute <= keystrokes; from += minute) {
            Figures.say("  minute %d: %s", from / minute + 1, Figures.of(part(nanos, from, minute)));
        }
        for (PlainSocket writer : writers) {
            writer.close();
        }
    }

    /** Of each writer the {@code count} letters after the first {@code from}. */
    private long[] part(long[] nanos, int from, int count) {
        int writers = nanos.length / keystrokes;
        long[] part = new long[writers * count];
        for (int i = 0; i < writers; i++) {
            System.arraycopy(nanos, i * keystrokes + from, part, i * count, count);
        }
        return part;
    }

    private long[] type(List<PlainSocket> writers, long start) throws Exception {
        long[] all = new long[writers.size() * keystrokes];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> results = new ArrayList<>();
            for (int i = 0; i < writers.size(); i++) {
                PlainSocket writer = writers.get(i);
                long first = start + 1_000_000L * i * everyMillis / writers.size();
                Callable<long[]> work = () -> type(writer, first);
                results.add(threads.submit(work));
            }
            for (int i = 0; i < results.size(); i++) {
                System.arraycopy(results.get(i).get(), 0, all, i * keystrokes, keystrokes);
            }
        }
        return all;
    }

    /** One writer's share; the first letter is due at {@code first}. */
    private long[] type(PlainSocket writer, long first) throws Exception {
        long[] nanos = new long[keystrokes];
        for (int i = 0; i < keystrokes; i++) {
            Thread.sleep(Math.max(0, (first + (long) i * everyMillis * 1_000_000 - System.nanoTime()) / 1_000_000));
            String at = i == 0 ? "" : "{\"retain\":" + i + "},";
            String submission = "{\"type\":\"submit\",\"sequence\":" + (i + 1) + ",\"baseVersion\":" + i
                    + ",\"operation\":[" + at + "{\"insert\":\"" + (char) ('a' + i % 26) + "\"}]}";
            long sent = System.nanoTime();
            writer.send(submission);
            while (!(ServerCodec.decode(writer.receive()) instanceof ServerMessage.Ops)) {
                // Presence and heartbeats.
            }
            nanos[i] = System.nanoTime() - sent;
        }
        return nanos;
    }
}
