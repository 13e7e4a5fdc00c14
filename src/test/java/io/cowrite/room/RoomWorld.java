package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.journal.FaultyJournal;
import io.cowrite.journal.InMemoryJournal;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Rooms on a clock turned by hand, one queue of tasks and a journal in memory: no threads, no sockets. */
final class RoomWorld {

    static final Author OWNER = new Author("user-owner", "Owner", "#112233");

    final UUID documentId = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);
    final InMemoryJournal log;
    final FaultyJournal journal;
    final Rooms rooms;
    final RoomSettings settings;
    final SplittableRandom random;
    final RoomPorts ports;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long nanos = 1;
    private long timersMade;
    private String title = "Title";
    private Rights rights = new Rights(1, OWNER.id(), Role.EDITOR, false, false);
    private boolean exists = true;
    private final List<Runnable> heldRecords = new ArrayList<>();
    private boolean recordsHeld;

    private record Timer(long due, long number, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
        }
    }

    RoomWorld(RoomSettings settings, long seed) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.log = new InMemoryJournal(tasks::add);
        this.journal = new FaultyJournal(log);
        log.start(documentId, HashChain.start(documentId, DocumentType.TEXT), rights.accessVersion());
        TimeSource time = new TimeSource() {
            @Override
            public long nanos() {
                return nanos;
            }

            @Override
            public long epochMillis() {
                return 1_700_000_000_000L + nanos / 1_000_000;
            }

            @Override
            public void after(long millis, Runnable task) {
                timers.add(new Timer(nanos + millis * 1_000_000, timersMade++, task));
            }
        };
        this.ports = new RoomPorts(journal, id -> findRecord(), tasks::add, time, random);
        this.rooms = new Rooms(ports, settings);
    }

    private CompletableFuture<Optional<DocumentRecord>> findRecord() {
        CompletableFuture<Optional<DocumentRecord>> answer = new CompletableFuture<>();
        boolean held = recordsHeld;
        tasks.add(() -> {
            Optional<DocumentRecord> found = record();
            if (held) {
                heldRecords.add(() -> answer.complete(found));
            } else {
                answer.complete(found);
            }
        });
        return answer;
    }

    /** Whether answers to who asks for the record from now on, of the record as it stands then, are held. */
    void holdRecords(boolean hold) {
        recordsHeld = hold;
    }

    void releaseRecords() {
        List<Runnable> held = List.copyOf(heldRecords);
        heldRecords.clear();
        held.forEach(Runnable::run);
    }

    private Optional<DocumentRecord> record() {
        return exists
                ? Optional.of(new DocumentRecord(documentId, title, DocumentType.TEXT, rights))
                : Optional.empty();
    }

    /** Runs everything that can run now. */
    void settle() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Runs one task; false if there is none. */
    boolean step() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Turns the clock on, running what is due in order. */
    void pass(long millis) {
        long end = nanos + millis * 1_000_000;
        settle();
        while (!timers.isEmpty() && timers.peek().due() <= end) {
            Timer timer = timers.remove();
            nanos = Math.max(nanos, timer.due());
            timer.task().run();
            settle();
        }
        nanos = end;
    }

    TestSession join(Author author, String clientId, long attempt, Point... since) {
        TestSession session = new TestSession(this, author, clientId, attempt, List.of(since));
        settle();
        return session;
    }

    TestSession join(String name) {
        return join(new Author("user-" + name, name, "#abcdef"), "client-" + name, 1);
    }

    /** What a second node would use: the same store, the same clock. */
    RoomPorts ports() {
        return ports;
    }

    /** Changes the rights as a commit of the database does, and tells the room if {@code tell}. */
    void rights(@Nullable Role generalAccess, boolean trashed, boolean tell) {
        rights = new Rights(random.nextLong(), OWNER.id(), generalAccess, trashed, false);
        log.setAccessVersion(documentId, rights.accessVersion());
        if (tell) {
            rooms.changed(documentId);
        }
    }

    void rename(String to) {
        title = to;
        rooms.changed(documentId);
    }

    void remove() {
        exists = false;
        rooms.changed(documentId);
    }

    /** Every entry of the log, read from the journal itself. */
    List<Entry> entries() {
        CompletableFuture<Optional<LogBlock>> read = log.read(documentId, 0, Integer.MAX_VALUE).toCompletableFuture();
        settle();
        List<Entry> entries = new ArrayList<>();
        for (LogRow row : read.join().orElseThrow().rows()) {
            row.entries().forEach(bytes -> entries.add(decode(bytes)));
        }
        return entries;
    }

    private static Entry decode(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
