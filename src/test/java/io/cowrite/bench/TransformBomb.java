package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What others feel of somebody who makes the service transform as much as it lets them: operations of the most
 * components, all on the oldest base, so that each is moved over all before it. Two people type meanwhile, one in that
 * document and one in another; their acknowledgements are told beside those of a calm time.
 *
 * <p>Arguments: {@code seconds=30}, {@code attackers=4}, {@code everyMillis=100}, {@code jar=…}, {@code jvm=…}.
 */
final class TransformBomb {

    /** Pairs of an insert and a delete: with more components, or more bytes, they would be refused. */
    private static final int PAIRS = 2_000;

    /** The document is full after so many, and a refused operation costs nothing. */
    private static final int BOMBS_MAX = 950;

    private final RunningService service;
    private final long nanos;
    private final int everyMillis;

    private TransformBomb(RunningService service, int seconds, int everyMillis) {
        this.service = service;
        this.nanos = seconds * 1_000_000_000L;
        this.everyMillis = everyMillis;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        try (RunningService service = RunningService.start(options)) {
            new TransformBomb(service, options.number("seconds", 30), options.number("everyMillis", 100))
                    .run(options.number("attackers", 4));
        }
    }

    private void run(int attackers) throws Exception {
        try (CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            UUID bombed = owner.createDocument("Bombed", DocumentType.TEXT, "x".repeat(PAIRS));
            UUID other = owner.createDocument("Other", DocumentType.TEXT, "");
            say("calm", type(List.of(bombed, other)), 0);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> bombs = new ArrayList<>();
                for (int i = 0; i < attackers; i++) {
                    PlainSocket socket = open(bombed, "attacker-" + i);
                    Callable<Integer> attack = () -> attack(socket, BOMBS_MAX / attackers);
                    bombs.add(threads.submit(attack));
                }
                List<long[]> felt = type(List.of(bombed, other));
                int sent = 0;
                for (Future<Integer> each : bombs) {
                    sent += each.get();
                }
                say("bombed", felt, sent);
            }
        }
    }

    private static void say(String when, List<long[]> nanos, int bombs) {
        Figures.say("%s, %d operations of %d components: in the document %s; in another %s; %s", when, bombs,
                2 * PAIRS, Figures.of(nanos.get(0)), Figures.of(nanos.get(1)), Figures.load());
    }

    private PlainSocket open(UUID documentId, String clientId) throws IOException, InterruptedException {
        return PlainSocket.open(service.address(), documentId, PlainSocket.guest(service.address()), clientId);
    }

    /** One after the other, as fast as they are settled, all on version 1; how many. */
    private int attack(PlainSocket socket, int bombsMax) throws IOException {
        String operation = "{\"insert\":\"y\"},{\"delete\":1},".repeat(PAIRS);
        String rest = ",\"baseVersion\":1,\"operation\":[" + operation.substring(0, operation.length() - 1) + "]}";
        long end = System.nanoTime() + nanos;
        int sent = 0;
        try (socket) {
            Reading reading = new Reading(socket);
            while (System.nanoTime() < end && sent < bombsMax) {
                sent++;
                socket.send("{\"type\":\"submit\",\"sequence\":" + sent + rest);
                reading.toOwn(sent);
            }
        }
        return sent;
    }

    private List<long[]> type(List<UUID> documents) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> results = new ArrayList<>();
            for (UUID document : documents) {
                Callable<long[]> work = () -> type(document);
                results.add(threads.submit(work));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> result : results) {
                all.add(result.get());
            }
            return all;
        }
    }

    /** One letter after the other at the document's start; how long each took to come back. */
    private long[] type(UUID document) throws IOException, InterruptedException {
        long[] times = new long[(int) (nanos / 1_000_000 / everyMillis)];
        long start = System.nanoTime();
        int typed = 0;
        try (PlainSocket socket = open(document, "typist-" + start)) {
            Reading reading = new Reading(socket);
            while (typed < times.length && System.nanoTime() < start + nanos) {
                long due = start + (long) typed * everyMillis * 1_000_000;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                long sent = System.nanoTime();
                socket.send("{\"type\":\"submit\",\"sequence\":" + (typed + 1) + ",\"baseVersion\":" + reading.version
                        + ",\"operation\":[{\"insert\":\"a\"}]}");
                reading.toOwn(typed + 1);
                times[typed++] = System.nanoTime() - sent;
            }
        }
        return Arrays.copyOf(times, typed);
    }

    /** Follows the stream of one socket. */
    private static final class Reading {

        private final PlainSocket socket;
        private final String clientId;
        private long version;

        Reading(PlainSocket socket) throws IOException {
            this.socket = socket;
            if (!(decode(socket) instanceof ServerMessage.Welcome welcome)) {
                throw new IOException("no welcome");
            }
            this.version = welcome.version();
            this.clientId = welcome.clientId();
        }

        /** Reads on until the own entry of {@code sequence} has come, which must not be refused. */
        void toOwn(long sequence) throws IOException {
            while (true) {
                switch (decode(socket)) {
                    case ServerMessage.Ops ops -> {
                        version = ops.firstVersion() + ops.operations().size() - 1;
                        for (Entry entry : ops.operations()) {
                            if (entry.clientId().equals(clientId) && entry.sequence() == sequence) {
                                requireTaken(entry);
                                return;
                            }
                        }
                    }
                    case ServerMessage.Catchup catchup -> version = catchup.toVersion();
                    default -> {
                        // Content, presence, heartbeats.
                    }
                }
            }
        }

        private static void requireTaken(Entry entry) throws IOException {
            if (entry.refused() != null) {
                throw new IOException("refused: " + entry.refused());
            }
        }

        private static ServerMessage decode(PlainSocket socket) throws IOException {
            try {
                return ServerCodec.decode(socket.receive());
            } catch (MalformedException e) {
                throw new IOException(e);
            }
        }
    }
}
