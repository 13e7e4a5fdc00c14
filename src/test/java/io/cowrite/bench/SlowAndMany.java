package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Readers that have stopped reading, and thousands of clients that come at once, to one document and to many: what others
 * feel meanwhile, the heap, how often a document is loaded, and how long until all are back.
 *
 * <p>Arguments: {@code deaf=1000} (0: none), {@code seconds=50} of each part with them, {@code crowd=10000} (0: none),
 * {@code documents=1,500}, {@code units=100000} of all documents together, {@code waitMax=120} seconds, and those of
 * {@link RunningService}.
 */
final class SlowAndMany {

    private static final int RATE = 20;
    private static final int SOCKETS_A_GUEST = 20;
    private static final int STAYING = 3;

    /** Until PostgreSQL has told its statistics of everything. */
    private static final int SETTLE_MILLIS = 12_000;

    private final RunningService service;
    private final int size;
    private final int waitSecondsMax;

    private SlowAndMany(RunningService service, int size, int waitSecondsMax) {
        this.service = service;
        this.size = size;
        this.waitSecondsMax = waitSecondsMax;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int deaf = options.number("deaf", 1_000);
        if (deaf > 0) {
            try (RunningService service = RunningService.start(options);
                    SlowReaders readers = new SlowReaders(service, options.number("seconds", 50))) {
                readers.run(deaf);
            }
        }
        int crowd = options.number("crowd", 10_000);
        for (String documents : options.text("documents", "1,500").split(",", -1)) {
            if (crowd > 0) {
                try (RunningService service = RunningService.start(options)) {
                    new SlowAndMany(service, crowd, options.number("waitMax", 120))
                            .run(Integer.parseInt(documents), options.number("units", 100_000));
                }
            }
        }
    }

    private void run(int documents, int units) throws Exception {
        List<UUID> ids = documents(documents, "x".repeat(units / documents));
        List<String> guests = Guests.some(service.address(), size / SOCKETS_A_GUEST + 1);
        Figures.say("%d clients, %d documents of %d units", size, documents, units / documents);
        try (StormCrowd crowd = new StormCrowd(service.address(), ids, guests, size, false)) {
            storm("come, with nothing", crowd, ids);
            storm("cut, and back by since", crowd, ids);
            long killed = System.nanoTime();
            service.killAndStart();
            Figures.say("killed, ready again after %.1f s", (System.nanoTime() - killed) / 1e9);
            storm("service killed, and back by since", crowd, ids);
        }
    }

    private List<UUID> documents(int count, String content) throws Exception {
        List<UUID> ids = new ArrayList<>();
        try (CowriteClient owner = new CowriteClient(service.address())) {
            owner.me();
            for (int i = 0; i < count; i++) {
                ids.add(owner.createDocument("Crowded", DocumentType.TEXT, content));
            }
        }
        return ids;
    }

    /** All of {@code crowd} at once, while somebody types elsewhere and a few stay in the same documents. */
    private void storm(String what, StormCrowd crowd, List<UUID> ids) throws Exception {
        List<String> guests = Guests.some(service.address(), 1);
        try (Bystander bystander = Bystander.typing(service.address(), RATE);
                StormCrowd staying = new StormCrowd(service.address(), ids, guests, STAYING, false)) {
            Thread.sleep(SETTLE_MILLIS); // The bystander's own document is loaded, and counted, before.
            if (what.startsWith("cut")) {
                Figures.say("%d stay: %s", STAYING, staying.gather(waitSecondsMax));
                Thread.sleep(SETTLE_MILLIS);
            }
            long loads = loads();
            long overflows = overflows();
            long cpu = service.cpuTime().toNanos();
            Figures.say("calm, live heap %.1f MB: the bystander's acknowledgement %s", service.liveHeap() / 1e6,
                    bystander.waits());
            Figures.say("%s: %s", what, crowd.gather(waitSecondsMax));
            Thread.sleep(1_000); // What waited for long is acknowledged, too.
            Figures.say("  the bystander's acknowledgement %s; CPU of the service %.1f s; %s", bystander.waits(),
                    (service.cpuTime().toNanos() - cpu) / 1e9, Figures.load());
            Thread.sleep(SETTLE_MILLIS);
            Figures.say("  then %s; CPU of the service %.1f s", bystander.waits(),
                    (service.cpuTime().toNanos() - cpu) / 1e9);
            Figures.say("  documents loaded %d; accept queue overflown %d times; heap used %.1f MB, live %.1f MB; "
                    + "the crowd's connections that ended %s, of those who stayed %s", loads() - loads,
                    overflows() - overflows, service.metric("jvm_memory_used_bytes{area=\"heap\"") / 1e6,
                    service.liveHeap() / 1e6, crowd.look().ends(), staying.look().ends());
        }
    }

    /** Loads of documents until now: each looks once for a snapshot, and nobody writes so much that one is made. */
    private long loads() throws IOException, SQLException {
        try (Connection database = service.database();
                Statement statement = database.createStatement();
                ResultSet scans = statement.executeQuery(
                        """
                                select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = 'snapshot'""")) {
            scans.next();
            return scans.getLong(1);
        }
    }

    /** Connections that this network of the machine has turned away since no program took them, until now. */
    private static long overflows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/net/netstat"));
        List<String> names = List.of(lines.get(0).split(" ", -1));
        return Long.parseLong(lines.get(1).split(" ", -1)[names.indexOf("ListenOverflows")]);
    }
}
