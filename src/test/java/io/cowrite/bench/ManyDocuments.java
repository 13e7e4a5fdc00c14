package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Recorded traces typed into many documents at once, two clients each who do not wait for each other. Then every log is
 * proved and folded, every copy compared, everybody leaves, and the heap is looked at; all of that several times, and the
 * heap of each round is compared with that of the first.
 *
 * <p>Arguments: {@code traces=<file>,<file>…}, {@code documents=50}, {@code clients=2} a document,
 * {@code keystrokes=<at most, a document>}, {@code first=<the same, in the first round>}, {@code rounds=3}, {@code jar=…},
 * {@code jvm=…}.
 */
final class ManyDocuments {

    /** Above the minute after which a room in which nobody is closes. */
    private static final long ROOMS_CLOSED_MILLIS = 75_000;

    private final RunningService service;
    private final List<Trace> traces;
    private final int clients;

    private ManyDocuments(RunningService service, List<Trace> traces, int clients) {
        this.service = service;
        this.traces = traces;
        this.clients = clients;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        int keystrokes = options.number("keystrokes", Integer.MAX_VALUE);
        int firstKeystrokes = options.number("first", keystrokes);
        List<Trace> traces = new ArrayList<>();
        for (String file : options.path("traces").toString().split(",", -1)) {
            traces.add(Trace.read(Path.of(file)));
        }
        try (RunningService service = RunningService.start(options)) {
            int clients = options.number("clients", 2);
            long first = 0;
            for (int round = 1; round <= options.number("rounds", 3); round++) {
                int most = round == 1 ? firstKeystrokes : keystrokes;
                List<Trace> parts = traces.stream().map(trace -> trace.first(most)).toList();
                new ManyDocuments(service, parts, clients).round(options.number("documents", 50));
                Thread.sleep(ROOMS_CLOSED_MILLIS);
                long heap = service.liveHeap();
                first = first == 0 ? heap : first;
                Figures.say("round %d: %.1f MB live after all have left, %+.1f %% of the first round's; %s", round,
                        heap / 1e6, 100.0 * (heap - first) / first, Figures.load());
            }
        }
    }

    private void round(int documents) throws Exception {
        long start = System.nanoTime();
        long keystrokes = 0;
        try (CowriteClient owner = new CowriteClient(service.address());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            owner.me();
            List<Future<Long>> typed = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                Trace trace = traces.get(i % traces.size());
                Callable<Long> document = () -> document(owner, trace);
                typed.add(threads.submit(document));
            }
            for (Future<Long> each : typed) {
                keystrokes += each.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Figures.say(
                "%d documents, %d clients, %d entries in %.1f s: %.0f a second; all logs prove, all copies equal; %s",
                documents, documents * clients, keystrokes, seconds, keystrokes / seconds, Figures.load());
    }

    /** Types, checks and leaves; how many entries it made. */
    private long document(CowriteClient owner, Trace trace) throws Exception {
        UUID id = owner.createDocument("Many", DocumentType.TEXT, "");
        try (Replay replay = new Replay(service.address(), id, clients)) {
            replay.together(trace.patches());
            LogFold log;
            try (Connection database = service.database()) {
                log = LogFold.of(database, id);
            }
            require(log.refused() == 0, "something was refused");
            for (Typist typist : replay.typists()) {
                require(typist.shown().equals(log.text()), "a copy differs from the log");
                require(typist.isUnharmed(), "a typist had to load again, or lost something");
            }
            require(owner.content(id).equals(log.text()), "REST gives another text");
            return log.version();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
