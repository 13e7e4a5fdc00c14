package io.cowrite.observability;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Named steps at which a test may stop, delay or fail the process. No-ops unless the system property
 * {@code cowrite.crash} arms some of them: {@code NAME:nth:action}, several with commas between. The action is done at
 * the nth time (from 1) that the step is reached, once, and said in one line on standard error:
 *
 * <ul>
 *   <li>{@code halt}: the process ends at once with status 137, as if killed
 *   <li>{@code stop}: the process gets SIGSTOP; whoever tests it sends SIGCONT
 *   <li>{@code throw}: an IllegalStateException
 *   <li>{@code sleep=millis}: the thread sleeps
 *   <li>{@code cut}: the committer's socket to the database is closed
 * </ul>
 */
public enum CrashPoint {
    /** A frame has been read from a socket and not looked at. */
    FRAME_READ,
    /** A submission has been decoded and its author may write; the room does not have it. */
    SUBMISSION_DECODED,
    /** A submission lies in its room's mailbox. */
    SUBMISSION_IN_MAILBOX,
    /** A batch has been transformed and checked; the journal does not have it. */
    BATCH_FORMED,
    /** All bytes of an append statement have left for the server; nothing of the answer has been read. */
    STATEMENT_SENT,
    /** An append has committed and its whole answer has arrived at the socket; the driver has not read it. */
    STATEMENT_COMMITTED,
    /** The journal knows the answer to an append; no room has been told. */
    REPLY_RECEIVED,
    /** A room knows that its batch committed; its view is the old one. */
    ROOM_TOLD,
    /** A new view is published; no connection has been sent it. */
    VIEW_PUBLISHED,
    /** A part of a frame has been written to a socket. */
    FRAME_HALF_WRITTEN,
    /** Some connections of a room have been sent a new entry, others not. */
    SOME_CONNECTIONS_WRITTEN,
    /** A connection has resumed; the entries that it missed have not been sent. */
    RESUMED_BEFORE_REPLAY,
    /** A connection has been sent what it missed; what came since has not been sent. */
    REPLAY_BEFORE_LIVE,
    /** A document's record is written, its content is not. */
    DOCUMENT_WITHOUT_CONTENT,
    /** A right is revoked in the database; no socket has been told. */
    RIGHT_REVOKED_BEFORE_NOTICE,
    /** A snapshot has been made of a published view; the store does not have it. */
    SNAPSHOT_COMPUTED,
    /** A snapshot is in the store; older ones are there still. */
    SNAPSHOT_WRITTEN,
    /** Snapshots that are no longer needed are deleted. */
    SNAPSHOT_OLDER_DELETED,
    /** A document is being loaded: its snapshot is there, the log after it is not. */
    SNAPSHOT_LOADED,
    /** An idle room is about to end; who joins now comes too late for it. */
    ROOM_UNLOADING,
    /** A document is purged in the database; its log is still there, and no room has been told. */
    PURGED_BEFORE_ERASURE,
    /** The embedded PostgreSQL: its data directory is locked, nothing in it was touched. */
    DIRECTORY_LOCKED,
    /** Its programs are unpacked in part. */
    BINARIES_HALF_UNPACKED,
    /** Its programs are all unpacked, under a name that does not count yet. */
    BINARIES_UNPACKED,
    /** The passwords of a new cluster are written; the cluster is not made. */
    PASSWORDS_WRITTEN,
    /** A new cluster is made; it holds no database of ours. */
    CLUSTER_MADE,
    /** A new cluster has our database, and a name that does not count yet. */
    DATABASE_MADE,
    /** A new cluster has the name that counts; it was never started. */
    CLUSTER_NAMED,
    /** An orphan of a run before has been stopped, if there was one; the server is not started. */
    ORPHAN_ENDED,
    /** The server's settings are written; it is not started. */
    SETTINGS_WRITTEN,
    /** The server runs; nobody knows yet. */
    SERVER_STARTED;

    // A constant of a class that is initialised: the compiler removes what stands behind it.
    private static final boolean ARMED = System.getProperty(CrashPlan.PROPERTY) != null;
    private static final boolean WATCHED = Boolean.getBoolean("cowrite.crash.watched");
    private static final ThreadLocal<@Nullable Consumer<CrashPoint>> WATCHER = new ThreadLocal<>();

    /** Reaches this point. */
    public void reach() {
        if (ARMED) {
            CrashPlan.ofProcess().reach(this);
        }
        if (WATCHED) {
            Consumer<CrashPoint> watcher = WATCHER.get();
            if (watcher != null) {
                watcher.accept(this);
            }
        }
    }

    /**
     * Has {@code watcher} told of every point that this thread reaches; null: nobody. For a simulation, whose crashes
     * are exceptions.
     *
     * @throws IllegalStateException unless the process was started with {@code -Dcowrite.crash.watched=true}
     */
    public static void watch(@Nullable Consumer<CrashPoint> watcher) {
        if (!WATCHED) {
            throw new IllegalStateException("crash points can be watched only with -Dcowrite.crash.watched=true");
        }
        WATCHER.set(watcher);
    }

    /**
     * Whether the property is set, so that points are armed or may be.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    public static boolean armed() {
        if (ARMED) {
            var _ = CrashPlan.ofProcess();
        }
        return ARMED;
    }

    /**
     * Arms more points, counted from now on.
     *
     * @param plan as the property has it
     * @throws IllegalArgumentException if it cannot be understood
     * @throws IllegalStateException unless the process was started with the property, blank at least
     */
    public static void arm(String plan) {
        if (!ARMED) {
            throw new IllegalStateException("crash points can be armed only where -D" + CrashPlan.PROPERTY + " is set");
        }
        CrashPlan.ofProcess().add(plan);
    }

    /** Says what the action {@code cut} does, in place of what was said before. */
    public static void cutBy(Runnable cut) {
        CrashPlan.ofProcess().cutBy(cut);
    }
}
