package io.cowrite.room;

import io.cowrite.access.Author;
import io.cowrite.access.Role;
import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.Point;
import io.cowrite.protocol.SealedEntry;
import io.cowrite.protocol.Selection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One client in one room. What can change is owned by the room's thread. */
final class Session implements LiveSession {

    private final Room room;
    private final String id;
    private final JoinRequest request;
    private final long welcomeVersion;
    private final RefusalRate refusals;

    private Role role;
    private @Nullable Submission unsettled;
    private @Nullable Submission lastSettled;
    private long lastSettledVersion;
    private boolean steppedBack;
    private RoomEvent.@Nullable Shown held;

    Session(Room room, String id, JoinRequest request, long welcomeVersion, Role role, RefusalRate refusals) {
        this.room = room;
        this.id = id;
        this.request = request;
        this.welcomeVersion = welcomeVersion;
        this.role = role;
        this.refusals = refusals;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RoomView view() {
        return room.view();
    }

    @Override
    public void submit(long sequence, long baseVersion, Delta operation, int bytes) {
        Submission submission = new Submission(this, sequence, baseVersion, operation, bytes, room.nanos());
        room.post(new RoomEvent.Submitted(submission));
    }

    @Override
    public void show(
            long baseVersion, @Nullable Long sequence, @Nullable Selection selection, @Nullable String state) {
        room.post(new RoomEvent.Shown(this, baseVersion, sequence, selection, state));
    }

    @Override
    public CompletionStage<List<SealedEntry>> read(Point cursor) {
        return room.reads().after(cursor);
    }

    @Override
    public boolean owns(Entry entry) {
        return replica().equals(ReplicaId.of(entry));
    }

    @Override
    public void diverged(long version, long checksum) {
        room.diverged(this, version, checksum);
    }

    @Override
    public void rename(Author author) {
        room.post(new RoomEvent.Renamed(this, author));
    }

    @Override
    public void leave() {
        room.post(new RoomEvent.Left(this));
    }

    Author author() {
        return request.author();
    }

    ReplicaId replica() {
        return new ReplicaId(request.author().id(), request.clientId());
    }

    JoinRequest request() {
        return request;
    }

    Subscriber subscriber() {
        return request.subscriber();
    }

    /** What its {@code welcome} said: entries up to here were its own to know. */
    long welcomeVersion() {
        return welcomeVersion;
    }

    /** The log does not have the newest point of its client. */
    void stepsBack() {
        steppedBack = true;
    }

    /** Whether {@code submission} may be of those that its client had sent before the log went back. */
    boolean offersAgain(Submission submission) {
        return steppedBack && submission.baseVersion() == welcomeVersion;
    }

    Role role() {
        return role;
    }

    void role(Role now) {
        role = now;
    }

    @Nullable
    Submission unsettled() {
        return unsettled;
    }

    void submitted(Submission submission) {
        unsettled = submission;
    }

    /** The entry at {@code version} settled what was in flight. */
    void settled(long version) {
        if (unsettled != null) {
            room.wasSettled(unsettled);
        }
        lastSettled = unsettled;
        lastSettledVersion = version;
        unsettled = null;
    }

    RefusalRate refusals() {
        return refusals;
    }

    /** Nothing settled what was in flight, and nothing will until it is sent again. */
    void unsettledNoMore() {
        unsettled = null;
        held = null;
    }

    @Nullable
    Submission lastSettled() {
        return lastSettled;
    }

    long lastSettledVersion() {
        return lastSettledVersion;
    }

    /** Keeps what counts after a submission that is not settled yet; the newest wins. */
    void hold(RoomEvent.Shown shown) {
        held = shown;
    }

    /** Takes what was held, if anything. */
    RoomEvent.@Nullable Shown release() {
        RoomEvent.Shown shown = held;
        held = null;
        return shown;
    }

    @Override
    public String toString() {
        return "session " + id;
    }
}
