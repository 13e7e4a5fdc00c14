package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the service holds for each open document and for each idle connection: live heap after a full collection, and
 * memory that is resident. Connections come in growing numbers, so that it shows whether one costs the same among many.
 *
 * <p>Arguments: {@code rooms=100}, {@code units=105000} of each, {@code connections=1000,5000,15000} over 500 documents,
 * of whom {@code perSecond=300} come, {@code waitMax=300} seconds, and those of {@link RunningService}. The kernel lets a process have so many files.
 */
final class Memory {

    private static final int SOCKETS_A_GUEST = 20;
    private static final int DOCUMENTS = 500;
    private static final int SETTLE_MILLIS = 5_000;

    private final RunningService service;
    private final int waitSecondsMax;
    private final int perSecond;

    private Memory(RunningService service, Options options) {
        this.service = service;
        this.waitSecondsMax = options.number("waitMax", 300);
        this.perSecond = options.number("perSecond", 300);
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int rooms = options.number("rooms", 100);
        if (rooms > 0) {
            try (RunningService service = RunningService.start(options)) {
                new Memory(service, options).rooms(rooms, options.number("units", 105_000));
            }
        }
        for (String connections : options.text("connections", "1000,5000,15000").split(",", -1)) {
            try (RunningService service = RunningService.start(options)) {
                new Memory(service, options).connections(Integer.parseInt(connections));
            }
        }
    }

    /** With one connection each; rooms of empty documents come and go before, until the service holds no more of its start. */
    private void rooms(int count, int units) throws Exception {
        for (int round = 0; round < 2; round++) {
            held(documents(count, ""), count);
            awaitNoRooms();
        }
        long full = held(documents(count, "Lorem ip".repeat(units / 8)), count).heap();
        Figures.say("%d rooms of %d units: %,d bytes of heap each, with one connection; %s", count, units, full / count,
                Figures.load());
    }

    private void connections(int count) throws Exception {
        List<UUID> ids = documents(DOCUMENTS, "x");
        held(ids, DOCUMENTS); // What the first of everything costs, such as classes.
        long cpu = service.cpuTime().toMillis();
        Held all = held(ids, count);
        Figures.say(
                "%d idle connections in %d documents: %,d bytes of heap and %,d resident each, %.2f ms of CPU to open"
                        + " and close one; %s",
                count, DOCUMENTS, all.heap() / count, all.resident() / count,
                (double) (service.cpuTime().toMillis() - cpu) / count, Figures.load());
    }

    private record Held(long heap, long resident) {}

    /** What is held more while {@code count} are connected than before. */
    private Held held(List<UUID> ids, int count) throws Exception {
        long heap = service.liveHeap();
        long resident = service.residentBytes();
        try (StormCrowd crowd = crowd(ids, count)) {
            StormCrowd.Gathered gathered = crowd.gather(waitSecondsMax, perSecond);
            if (gathered.missing() > 0) {
                throw new IOException(gathered.toString());
            }
            Thread.sleep(SETTLE_MILLIS);
            long residentWith = service.residentBytes();
            return new Held(service.liveHeap() - heap, residentWith - resident);
        }
    }

    /** Else rooms that close while others are measured would be taken off from these. */
    private void awaitNoRooms() throws IOException, InterruptedException {
        while (service.metric("cowrite_rooms") > 0) {
            Thread.sleep(1_000);
        }
    }

    private StormCrowd crowd(List<UUID> ids, int count) throws IOException, InterruptedException {
        URI address = service.address();
        return new StormCrowd(address, ids, Guests.some(address, count / SOCKETS_A_GUEST + 1), count, false);
    }

    private List<UUID> documents(int count, String content) throws IOException, InterruptedException {
        List<UUID> ids = new ArrayList<>();
        try (CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            for (int i = 0; i < count; i++) {
                ids.add(owner.createDocument("Memory", DocumentType.TEXT, content));
            }
        }
        return ids;
    }
}
