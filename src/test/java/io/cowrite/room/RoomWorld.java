package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Rights;
import io.cowrite.access.Role;
import io.cowrite.journal.FaultyJournal;
import io.cowrite.journal.InMemoryJournal;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.protocol.CloseCode;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms on a clock turned by hand, one queue of tasks and a journal in memory: no threads, no sockets. */
public final class RoomWorld {

    static final Author OWNER = new Author("user-owner", "Owner", "#112233");

    public final UUID documentId = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);
    final InMemoryJournal log;
    final FaultyJournal journal;
    public final Rooms rooms;
    final RoomSettings settings;
    final SplittableRandom random;
    final RoomPorts ports;

    private final List<Runnable> tasks = new ArrayList<>();
    private final HandTime time = new HandTime();
    private final DocumentType type;
    private String title = "Title";
    private Rights rights = new Rights(1, OWNER.id(), Role.EDITOR, false, false, false);
    private boolean exists = true;
    private final List<Runnable> heldRecords = new ArrayList<>();
    private boolean recordsHeld;
    private boolean shuffled;
    private final Map<String, TestSession> joined = new HashMap<>();

    public RoomWorld(RoomSettings settings, long seed) {
        this(settings, seed, DocumentType.TEXT);
    }

    RoomWorld(RoomSettings settings, long seed, DocumentType type) {
        this.settings = settings;
        this.type = type;
        this.random = new SplittableRandom(seed);
        this.log = new InMemoryJournal(tasks::add);
        this.journal = new FaultyJournal(log);
        log.start(documentId, HashChain.start(documentId, type), rights.accessVersion());
        this.ports = new RoomPorts(journal, this::findRecord, tasks::add, time, random);
        this.rooms = new Rooms(ports, settings);
    }

    private CompletableFuture<Optional<DocumentRecord>> findRecord(UUID id) {
        CompletableFuture<Optional<DocumentRecord>> answer = new CompletableFuture<>();
        boolean held = recordsHeld;
        tasks.add(() -> {
            Optional<DocumentRecord> found = record(id);
            if (held) {
                heldRecords.add(() -> answer.complete(found));
            } else {
                answer.complete(found);
            }
        });
        return answer;
    }

    DocumentRecord recordNow() {
        return record(documentId).orElseThrow();
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

    private Optional<DocumentRecord> record(UUID id) {
        return exists
                ? Optional.of(new DocumentRecord(id, title, type, rights))
                : Optional.empty();
    }

    /** From now on any task may be the next: threads promise no order, and a mailbox never has two turns waiting. */
    void shuffle() {
        shuffled = true;
    }

    /** Adds a task of the outside. */
    void later(Runnable task) {
        tasks.add(task);
    }

    /** Runs everything that can run now. */
    public void settle() {
        boolean more = true;
        while (more) {
            more = step();
        }
    }

    /** Runs one task; false if there is none. */
    public boolean step() {
        if (tasks.isEmpty()) {
            return false;
        }
        tasks.remove(shuffled ? random.nextInt(tasks.size()) : 0).run();
        return true;
    }

    /** Turns the clock on; what is due only adds tasks. */
    void tick(long millis) {
        time.pass(millis, () -> {});
    }

    /** Turns the clock on, running what is due in order. */
    public void pass(long millis) {
        time.pass(millis, this::settle);
    }

    TestSession join(Author author, String clientId, long attempt, Point... since) {
        TestSession session = new TestSession(this, author, clientId, attempt, List.of(since));
        settle();
        return session;
    }

    TestSession join(String name) {
        TestSession session = join(new Author("user-" + name, name, "#abcdef"), "client-" + name, 1);
        joined.put(name, session);
        return session;
    }

    /** What whoever joined as {@code name} was closed with; null: not closed. */
    public @Nullable CloseCode closedOf(String name) {
        return Objects.requireNonNull(joined.get(name)).closed;
    }

    public TimeSource time() {
        return time;
    }

    /** Somebody who inserts text of any length at the start. */
    public Consumer<String> author(String name) {
        TestSession session = join(name);
        AtomicLong sequence = new AtomicLong();
        return text -> session.write(sequence.incrementAndGet(), text, 0);
    }

    /** What a second node would use: the same store, the same clock. */
    RoomPorts ports() {
        return ports;
    }

    /** Changes the rights as a commit of the database does, and tells the room if {@code tell}. */
    public void rights(@Nullable Role generalAccess, boolean trashed, boolean tell) {
        rights = new Rights(random.nextLong(), OWNER.id(), generalAccess, trashed, false, false);
        log.setAccessVersion(documentId, rights.accessVersion());
        if (tell) {
            rooms.changed(documentId);
        }
    }

    public void rename(String to) {
        title = to;
        rooms.changed(documentId);
    }

    void remove() {
        exists = false;
        rooms.changed(documentId);
    }

    /** Makes the next append wait until {@link #releaseAppend}. */
    public void holdAppend() {
        journal.next(FaultyJournal.Fault.SLOW);
    }

    public void releaseAppend() {
        journal.release();
    }

    /** Every entry of the log, read from the journal itself. */
    public List<Entry> entries() {
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
