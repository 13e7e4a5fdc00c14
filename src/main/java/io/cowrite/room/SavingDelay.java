package io.cowrite.room;

import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerMessage.Notice;

/**
 * Tells people when what they submitted has waited for about a second, or too much of it waits, and when that is over.
 * Owned by the room's thread.
 */
final class SavingDelay {

    private static final long TOLD_AFTER_MILLIS = 1_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private static final Notice DELAYED = new Notice(
            NoticeCode.SAVING_DELAYED, "saving is delayed; nothing is lost", null, null, null);
    private static final Notice RESUMED = new Notice(NoticeCode.SAVING_RESUMED, "saving works again", null, null, null);

    private final Gathering gathering;
    private final TimeSource time;
    private final Runnable askAgain;

    private boolean waits;
    private long sinceNanos;
    private boolean asking;
    private volatile boolean told;

    /** @param askAgain called on any thread: has {@link #look} called in a turn */
    SavingDelay(Gathering gathering, TimeSource time, Runnable askAgain) {
        this.gathering = gathering;
        this.time = time;
        this.askAgain = askAgain;
    }

    /** Whether people have been told of a delay, and not of its end. Any thread. */
    boolean isTold() {
        return told;
    }

    /** Something waits for the store. */
    void waiting(boolean tooMuch) {
        if (!waits) {
            waits = true;
            sinceNanos = time.nanos();
        }
        if (tooMuch) {
            tell();
        } else if (!asking && !told) {
            asking = true;
            time.after(TOLD_AFTER_MILLIS, askAgain);
        }
    }

    /** The store did something for this room: what still waits waits from now on. */
    void progress() {
        sinceNanos = time.nanos();
        if (told) {
            told = false;
            gathering.tellAll(RESUMED);
        }
    }

    /** Nothing waits any more. */
    void over() {
        if (waits) {
            progress();
            waits = false;
        }
    }

    /** Looks how long it has been. */
    void look() {
        asking = false;
        long millisLeft = TOLD_AFTER_MILLIS - (time.nanos() - sinceNanos) / NANOS_A_MILLI;
        if (waits && millisLeft <= 0) {
            tell();
        } else if (waits) {
            asking = true;
            time.after(millisLeft, askAgain);
        }
    }

    /** Who joins meanwhile is told too. */
    void joined(Session session) {
        if (told) {
            session.subscriber().notice(DELAYED);
        }
    }

    private void tell() {
        if (!told) {
            told = true;
            gathering.tellAll(DELAYED);
        }
    }
}
