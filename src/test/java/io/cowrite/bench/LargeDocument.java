package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A document as long as documents may be: made, opened, joined, edited at both ends and read over REST, while somebody
 * else types in another document. Told is how long each of these took, and what the other one noticed.
 *
 * <p>Arguments: {@code units=1999000}, {@code edits=500}, {@code reads=20}, {@code rate=50} letters a second of the
 * bystander, {@code calm=10} seconds before, {@code jar=…}, {@code jvm=…}, {@code cpus=…}.
 */
final class LargeDocument {

    /** Above the minute after which a room in which nobody is closes. */
    private static final long ROOM_CLOSED_MILLIS = 75_000;

    private final URI service;
    private final Options options;
    private final Bystander bystander;
    private final CowriteClient owner;

    private LargeDocument(URI service, Options options, Bystander bystander, CowriteClient owner) {
        this.service = service;
        this.options = options;
        this.bystander = bystander;
        this.owner = owner;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        try (RunningService service = RunningService.start(options);
                CowriteClient owner = new CowriteClient(service.address());
                Bystander bystander = Bystander.typing(service.address(), options.number("rate", 50))) {
            owner.me();
            new LargeDocument(service.address(), options, bystander, owner).run();
        }
    }

    private void run() throws Exception {
        Thread.sleep(5_000); // The first letters find a service that has just started.
        bystander.waits();
        Thread.sleep(options.number("calm", 10) * 1_000L);
        Figures.say("calm: others waited %s; %s", bystander.waits(), Figures.load());
        String text = "0123456789abcde\n".repeat(options.number("units", 1_999_000) / 16);
        UUID id = timed("created over REST", () -> owner.createDocument("Large", DocumentType.TEXT, text));
        Thread.sleep(ROOM_CLOSED_MILLIS);
        bystander.waits();
        timed("opened from the store and joined", () -> join(id));
        timed("joined again", () -> join(id));
        int edits = options.number("edits", 500);
        timed(edits + " edits, at both ends in turn, each acknowledged", () -> edit(id, edits, text.length()));
        int reads = options.number("reads", 20);
        timed(reads + " reads over REST", () -> read(id, reads, text.length() + edits));
    }

    private <T> T timed(String what, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        double millis = (System.nanoTime() - start) / 1e6;
        Thread.sleep(1_000); // What it left to do goes on record too.
        Figures.say("%s: %.1f ms; others waited %s; %s", what, millis, bystander.waits(), Figures.load());
        return result;
    }

    private Long join(UUID id) throws Exception {
        try (PlainSocket socket = PlainSocket.open(service, id, PlainSocket.guest(service), "joins")) {
            return welcome(socket);
        }
    }

    /** Receives the content; the version it is of. */
    private static long welcome(PlainSocket socket) throws Exception {
        if (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Welcome welcome)) {
            throw new IllegalStateException("no welcome");
        }
        for (int parts = 0; parts < welcome.contentParts();) {
            if (ServerCodec.decode(socket.receive()) instanceof ServerMessage.Content) {
                parts++;
            }
        }
        return welcome.version();
    }

    private Long edit(UUID id, int edits, int length) throws Exception {
        try (PlainSocket socket = PlainSocket.open(service, id, PlainSocket.guest(service), "edits")) {
            long version = welcome(socket);
            for (int i = 0; i < edits; i++) {
                String at = i % 2 == 0 ? "" : "{\"retain\":" + (length + i) + "},";
                socket.send("{\"type\":\"submit\",\"sequence\":" + (i + 1) + ",\"baseVersion\":" + (version + i)
                        + ",\"operation\":[" + at + "{\"insert\":\"x\"}]}");
                while (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Ops)) {
                    // Presence and heartbeats.
                }
            }
            return version;
        }
    }

    private Long read(UUID id, int reads, int length) throws Exception {
        for (int i = 0; i < reads; i++) {
            if (owner.content(id).length() != length) {
                throw new IllegalStateException("REST gives another text");
            }
        }
        return (long) reads;
    }
}
