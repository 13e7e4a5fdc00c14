package io.cowrite.load;

import java.util.concurrent.CountDownLatch;

/**
 * Has somebody type when it is due, whatever became of what was typed before: who was held up types all that has fallen
 * due at once, and each edit's time counts from when it was due.
 */
final class Typist {

    /** Who types. */
    interface Hands {

        /** Returns when the edit is made, which is before it is saved. */
        void type(long dueNanos) throws InterruptedException;

        void moveCursor();
    }

    private final Ticks ticks;
    private final Window window;
    private final CountDownLatch over;

    /** @param over ends typing, as does the end of {@code window} */
    Typist(Ticks ticks, Window window, CountDownLatch over) {
        this.ticks = ticks;
        this.window = window;
        this.over = over;
    }

    /** Returns when typing is over. */
    void run(Hands hands, Pace edits, Pace cursors) throws InterruptedException {
        while (true) {
            boolean edit = edits.dueNanos() - cursors.dueNanos() <= 0;
            Pace next = edit ? edits : cursors;
            if (ticks.await(next.dueNanos(), over) || window.isOver(next.dueNanos())) {
                return;
            }
            if (edit) {
                hands.type(next.dueNanos());
            } else {
                hands.moveCursor();
            }
            next.advance();
        }
    }
}
