package io.cowrite.room;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue drained by one thread at a time, in short turns. Its bound is its senders': each session has at most one
 * unsettled submission, and each connection is read one frame after the other.
 */
final class Mailbox<E> {

    private static final int EVENTS_A_TURN = 1_024;

    private final Executor executor;
    private final Consumer<E> handler;
    private final Runnable endOfTurn;
    private final Queue<E> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Thread owner;

    /** {@code handler} takes one event after the other; {@code endOfTurn} runs after each run of them. */
    Mailbox(Executor executor, Consumer<E> handler, Runnable endOfTurn) {
        this.executor = executor;
        this.handler = handler;
        this.endOfTurn = endOfTurn;
    }

    void post(E event) {
        events.add(event);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::turn);
        }
    }

    /** How many events wait, those of the turn under way included. Any thread. */
    int size() {
        return waiting.get();
    }

    /** Fails unless called in a turn. */
    void requireOwner() {
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException("only the room's own turn may do this");
        }
    }

    private void turn() {
        owner = Thread.currentThread();
        int handled = 0;
        try {
            E event;
            while (handled < EVENTS_A_TURN && (event = events.poll()) != null) {
                handled++;
                handler.accept(event);
            }
            endOfTurn.run();
        } finally {
            owner = null;
            if (waiting.addAndGet(-handled) > 0) {
                executor.execute(this::turn);
            }
        }
    }
}
