package io.cowrite.bench;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.protocol.DocumentType;
import java.net.URI;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One person who writes, a few who read, and many who have stopped reading their sockets: what the others feel, what it
 * costs, and what becomes of those.
 */
final class SlowReaders implements AutoCloseable {

    private static final int READERS = 3;
    private static final int WARM_MILLIS = 10_000;
    private static final int RATE = 20;
    private static final long SETTLE_MILLIS = 30_000;
    private static final int JOIN_SECONDS_MAX = 60;

    /** So much at a time that the buffers of a socket that nobody reads are full within seconds. */
    private static final String PIECE = "x".repeat(6_000);

    private final RunningService service;
    private final int seconds;
    private final UUID documentId;
    private final List<CowriteClient> clients = new ArrayList<>();
    private final List<DocumentConnection> readers = new ArrayList<>();
    private final AtomicInteger welcomes = new AtomicInteger();
    private final Bystander writer;
    private final Bystander other;

    /** @param seconds of each part */
    SlowReaders(RunningService service, int seconds) throws Exception {
        this.service = service;
        this.seconds = seconds;
        URI address = service.address();
        CowriteClient owner = client(address);
        documentId = owner.createDocument("Slow readers", DocumentType.TEXT, "");
        for (int i = 0; i < READERS; i++) {
            readers.add(client(address).open(documentId, new ConnectionListener() {
                @Override
                public void welcomed() {
                    welcomes.incrementAndGet();
                }
            }));
        }
        writer = Bystander.typing(address, documentId, RATE, SlowReaders::otherPiece);
        other = Bystander.typing(address, RATE);
    }

    private CowriteClient client(URI address) throws Exception {
        CowriteClient client = new CowriteClient(address);
        clients.add(client);
        client.me();
        return client;
    }

    private static String otherPiece(int version) {
        String replaced = version == 0 ? "" : ",{\"delete\":" + PIECE.length() + "}";
        return "[{\"insert\":\"" + PIECE + "\"}" + replaced + "]";
    }

    /** First nobody is deaf, then one, then so many. */
    void run(int deaf) throws Exception {
        Thread.sleep(WARM_MILLIS); // A service that has just started is slower.
        part(0);
        part(1);
        part(deaf);
        writer.close();
        other.close();
        compare();
    }

    private void part(int deaf) throws Exception {
        double timedOut = closes("4408");
        double allClosed = closes("");
        try (StormCrowd crowd = crowd(deaf)) {
            if (deaf > 0) {
                Figures.say("%d deaf: %s", deaf, crowd.gather(JOIN_SECONDS_MAX));
            }
            Thread.sleep(1_000);
            writer.waits();
            other.waits();
            Thread.sleep(seconds * 500L);
            Figures writing = writer.waits();
            long heap = service.liveHeap();
            double open = service.metric("cowrite_connections");
            writer.waits(); // The collection was ours.
            Thread.sleep(seconds * 500L);
            Figures.say("%d deaf, first half: writer's acknowledgement %s", deaf, writing);
            Figures.say("%d deaf, second half: writer's acknowledgement %s; in another document, both %s; %s", deaf,
                    writer.waits(), other.waits(), Figures.load());
            Figures.say("  live heap %.1f MB in the middle, %.0f sockets open; at the end %.1f MB, %.0f sockets open; "
                    + "closed with 4408: %.0f, otherwise: %.0f", heap / 1e6, open, service.liveHeap() / 1e6,
                    service.metric("cowrite_connections"), closes("4408") - timedOut,
                    closes("") - allClosed - closes("4408") + timedOut);
        }
    }

    private StormCrowd crowd(int size) throws Exception {
        return new StormCrowd(service.address(), List.of(documentId), Guests.some(service.address(), size / 20 + 1),
                size, true);
    }

    private double closes(String code) throws Exception {
        return service.metric("cowrite_closes_total" + (code.isEmpty() ? "" : "{code=\"" + code + "\""));
    }

    /** The readers have been connected once, and end as the log. */
    private void compare() throws Exception {
        LogFold log;
        try (Connection database = service.database()) {
            log = LogFold.of(database, documentId);
        }
        int equal = 0;
        for (DocumentConnection reader : readers) {
            boolean arrived = reader.await(replica -> replica.version() >= log.version(), SETTLE_MILLIS);
            boolean same = reader.look(replica -> shows(replica, log));
            equal += arrived && same ? 1 : 0;
        }
        Figures.say("%d of %d readers equal to the log's %d entries; their connections in all: %d", equal, READERS,
                log.version(), welcomes.get());
        if (equal != READERS || welcomes.get() != READERS) {
            throw new IllegalStateException("a reader was closed or is wrong");
        }
    }

    private static boolean shows(Replica replica, LogFold log) {
        return replica.version() == log.version() && replica.shown().toString().equals(log.text());
    }

    @Override
    public void close() {
        readers.forEach(DocumentConnection::close);
        clients.forEach(CowriteClient::close);
    }
}
