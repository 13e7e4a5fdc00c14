package io.cowrite.room;

import io.cowrite.protocol.CloseCode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The rooms of this node: one for each open document. Any thread may call; nothing blocks. */
public final class Rooms implements RecordChanges {

    private final RoomPorts ports;
    private final RoomSettings settings;
    private final ConcurrentHashMap<UUID, Room> open = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final IdleRooms idle = new IdleRooms();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final TailBudget tails;
    private final AtomicInteger snapshotsUnderWay = new AtomicInteger();
    private final AtomicLong divergences = new AtomicLong();
    private final Losses losses;
    private final PeerInbox inbox = new PeerInbox(this);
    private volatile boolean draining;
    private volatile boolean blind;

    public Rooms(RoomPorts ports, RoomSettings settings) {
        this(ports, settings, Duration.ofMinutes(10), new TailBudget(Long.MAX_VALUE));
    }

    /** @param lossWatch how long those who wrote what a log lost have to offer it again, until it is told what they did not */
    Rooms(RoomPorts ports, RoomSettings settings, Duration lossWatch, TailBudget tails) {
        this.ports = ports;
        this.settings = settings;
        this.tails = tails;
        this.losses = new Losses(ports, settings.readBytes(), lossWatch.toMillis());
    }

    /** Joins a document, opening its room if need be; the answer comes through {@code request.subscriber()}. */
    public void join(UUID documentId, JoinRequest request) {
        if (draining) {
            request.subscriber().close(CloseCode.RESTARTING, "restarting");
            return;
        }
        Room known = open.get(documentId);
        if (known != null) {
            known.post(new RoomEvent.Joining(Join.of(request)));
        } else if (size.incrementAndGet() <= settings.upkeep().roomsMax()) {
            open(documentId, new RoomEvent.Joining(Join.of(request)));
        } else {
            size.decrementAndGet();
            openInPlaceOfAnother(documentId, request);
        }
    }

    @Override
    public void changed(UUID documentId) {
        Room room = open.get(documentId);
        if (room != null) {
            room.post(new RoomEvent.RecordChanged());
        }
    }

    @Override
    public void snapshotWrong(UUID documentId) {
        Room room = open.get(documentId);
        if (room != null) {
            room.post(new RoomEvent.ChainBroken("a snapshot was wrong"));
        }
    }

    /** Where other nodes and polls reach the rooms. */
    public PeerInbox inbox() {
        return inbox;
    }

    /** How many rooms are open. */
    public int size() {
        return open.size();
    }

    /** Has the room that was idle for longest end, and tries again: a room that is not idle any more goes on. */
    private void openInPlaceOfAnother(UUID documentId, JoinRequest request) {
        Room other = idle.take();
        if (other == null) {
            request.subscriber().close(CloseCode.OVERLOADED, "too many documents are open");
        } else {
            other.post(new RoomEvent.Yield(() -> join(documentId, request)));
        }
    }

    /** What logs that went back have lost for good, the newest first. */
    public List<LossReport> lossReports() {
        return losses.reports();
    }

    Losses losses() {
        return losses;
    }

    /** How often clients told that their content differs from the log's. */
    public long divergences() {
        return divergences.get();
    }

    void countDivergence() {
        divergences.incrementAndGet();
        ports.meter().diverged();
    }

    /** How many rooms have told their people that saving is delayed. */
    long savingDelayed() {
        return open.values().stream().filter(Room::isSavingDelayed).count();
    }

    /** How many events lie in the mailboxes of all rooms. */
    long eventsWaiting() {
        return open.values().stream().mapToLong(Room::eventsWaiting).sum();
    }

    /** Lets everybody go once what they submitted is settled; completes when the last room has ended. */
    public CompletionStage<Void> drain() {
        draining = true;
        List<Room> rooms = List.copyOf(open.values());
        rooms.forEach(room -> room.post(new RoomEvent.Draining()));
        return CompletableFuture.allOf(rooms.stream()
                .map(room -> room.drained().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** Lets people join again after {@link #drain}. */
    void reopen() {
        draining = false;
    }

    /** Opens a room, which is counted already, at most once, whoever asks first. */
    private void open(UUID documentId, RoomEvent.Joining joining) {
        Room room = new Room(documentId, ports, settings, this);
        Room first = open.putIfAbsent(documentId, room);
        if (first != null) {
            size.decrementAndGet();
            first.post(joining);
            return;
        }
        // Before it is loaded: a load that fails at once would leave nobody to tell, who then tried again for ever.
        room.post(joining);
        room.load();
        if (draining) {
            room.post(new RoomEvent.Draining());
        }
    }

    void ended(Room room) {
        idle.remove(room);
        if (open.remove(room.documentId(), room)) {
            size.decrementAndGet();
        }
    }

    Set<UUID> openDocuments() {
        return Set.copyOf(open.keySet());
    }

    @Nullable
    Room find(UUID documentId) {
        return open.get(documentId);
    }

    void tellAll(RoomEvent event) {
        open.values().forEach(room -> room.post(event));
    }

    void blind(boolean now) {
        blind = now;
    }

    /** Whether other nodes may have committed what this one cannot see. */
    boolean isBlind() {
        return blind;
    }

    /** Nobody is in {@code room}. */
    void isIdle(Room room) {
        idle.add(room);
    }

    /** Somebody is in {@code room}. */
    void isBusy(Room room) {
        idle.remove(room);
    }

    AtomicLong waitingBytes() {
        return waitingBytes;
    }

    TailBudget tails() {
        return tails;
    }

    AtomicInteger snapshotsUnderWay() {
        return snapshotsUnderWay;
    }

    /** 128 random bits. */
    String newSessionId() {
        byte[] bytes = new byte[16];
        ports.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
