package io.cowrite.bench;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.protocol.Entry;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One person with a browser of their own, who types into one document. */
final class Typist implements AutoCloseable {

    private static final long WAIT_MILLIS = 120_000;

    private final CowriteClient client;
    private final DocumentConnection document;
    private final Ears ears = new Ears();

    /** Counts what happens, under the connection's lock. */
    private static final class Ears implements ConnectionListener {

        final AtomicInteger loads = new AtomicInteger();
        final AtomicInteger unsaved = new AtomicInteger();
        final AtomicLong transformed = new AtomicLong();
        final AtomicLong distance = new AtomicLong();
        long othersSinceEdit;

        @Override
        public void loaded(Replica replica) {
            loads.incrementAndGet();
        }

        @Override
        public void changed(Delta change) {
            othersSinceEdit++;
        }

        @Override
        public void settled(long version, Entry entry) {
            if (othersSinceEdit > 0) {
                transformed.incrementAndGet();
                distance.addAndGet(othersSinceEdit);
            }
        }

        @Override
        public void unsaved(Unsaved edit) {
            unsaved.incrementAndGet();
        }
    }

    private Typist(CowriteClient client, UUID documentId) {
        this.client = client;
        this.document = client.open(documentId, ears);
    }

    static Typist joining(URI service, UUID documentId) throws Exception {
        CowriteClient client = new CowriteClient(service);
        client.me();
        Typist typist = new Typist(client, documentId);
        typist.await(Replica::isLive);
        return typist;
    }

    void await(Predicate<Replica> condition) throws InterruptedException {
        if (!document.await(condition, WAIT_MILLIS)) {
            throw new IllegalStateException("waited too long at version " + version() + "; " + ears.loads + " loads, "
                    + ears.unsaved + " unsaved");
        }
    }

    /** One submission: what was typed before is settled. False if there is nothing left to delete. */
    boolean type(Trace.Patch patch) throws InapplicableException {
        AtomicBoolean typed = new AtomicBoolean();
        document.edit(text -> {
            ears.othersSinceEdit = 0;
            Delta operation = patch.within(text.length()).operation();
            typed.set(!operation.isEmpty());
            return operation;
        });
        return typed.get();
    }

    long version() {
        return document.look(Replica::version);
    }

    String shown() {
        return document.look(Replica::shown).toString();
    }

    /** How many submissions were moved over entries of others. */
    long transformed() {
        return ears.transformed.get();
    }

    /** Over how many entries of others, all submissions together. */
    long distance() {
        return ears.distance.get();
    }

    /** Whether it loaded once, is settled and had nothing taken out. */
    boolean isUnharmed() {
        return ears.loads.get() == 1 && ears.unsaved.get() == 0 && document.look(Replica::isSettled);
    }

    @Override
    public void close() {
        document.close();
        client.close();
    }
}
