package io.cowrite.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several typists in one document, who type a trace: one submission a keystroke. */
final class Replay implements AutoCloseable {

    private static final int PROGRESS_EVERY = 20_000;

    private final List<Typist> typists = new ArrayList<>();

    Replay(URI service, UUID documentId, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            typists.add(Typist.joining(service, documentId));
        }
    }

    List<Typist> typists() {
        return typists;
    }

    /** Each types the next keystroke when it has received all before. */
    void takingTurns(List<Trace.Patch> patches) throws Exception {
        for (int i = 0; i < patches.size(); i++) {
            Typist typist = typists.get(i % typists.size());
            long before = i;
            typist.await(replica -> replica.version() >= before);
            typist.type(patches.get(i));
            if (i > 0 && i % PROGRESS_EVERY == 0) {
                Figures.say("  %d keystrokes, %s", i, Figures.load());
            }
        }
        awaitAll(patches.size());
    }

    /** Each types its share and waits only for its own keystrokes. */
    void together(List<Trace.Patch> patches) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(typists.size())) {
            List<Future<Integer>> shares = new ArrayList<>();
            for (int i = 0; i < typists.size(); i++) {
                int first = i;
                Callable<Integer> share = () -> typeShare(patches, first);
                shares.add(threads.submit(share));
            }
            long typed = 0;
            for (Future<Integer> share : shares) {
                typed += done(share);
            }
            awaitAll(typed);
        }
    }

    private static int done(Future<Integer> share) throws Exception {
        try {
            return share.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a typist failed", e.getCause());
        }
    }

    /** Every keystroke with {@code index % typists == first}; those that would change nothing are left out. */
    private int typeShare(List<Trace.Patch> patches, int first) throws Exception {
        Typist typist = typists.get(first);
        int typed = 0;
        for (int i = first; i < patches.size(); i += typists.size()) {
            typist.await(replica -> replica.isLive() && replica.isSettled());
            Trace.Patch patch = patches.get(i);
            if (typist.type(patch)) {
                typed++;
            }
            if (first == 0 && i > 0 && i % PROGRESS_EVERY == 0) {
                Figures.say("  %d keystrokes, %s", i, Figures.load());
            }
        }
        return typed;
    }

    private void awaitAll(long version) throws InterruptedException {
        for (Typist typist : typists) {
            typist.await(replica -> replica.version() >= version && replica.isSettled());
        }
    }

    @Override
    public void close() {
        typists.forEach(Typist::close);
    }
}
