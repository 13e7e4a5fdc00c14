package io.cowrite.room;

import io.cowrite.observability.CrashPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a turn has changed, and has everybody told: of entries at once, of who is here less often the more are, as
 * each would be told no more often anyway. Owned by the room's thread, but any may read {@link #view}.
 */
final class Publishing {

    /** Most people who are told at once that somebody came, left or moved. */
    static final int CROWD = 100;

    /** A quarter of the pause between two frames of presence to one of a crowd. */
    static final int PEOPLE_A_MILLI = 8;

    private final Room room;
    private final Head head;
    private final Gathering gathering;
    private final Checksums checksums;
    private final RoomPorts ports;
    private final Fanout fanout;
    private boolean presenceWaits;
    private volatile @Nullable RoomView view;

    Publishing(Room room, Head head, Gathering gathering, Checksums checksums, RoomPorts ports) {
        this.room = room;
        this.head = head;
        this.gathering = gathering;
        this.checksums = checksums;
        this.ports = ports;
        this.fanout = new Fanout(ports.executor(), Fanout::giveWay);
    }

    /** The newest published view; there is one as soon as a session has joined. */
    RoomView view() {
        RoomView published = view;
        if (published == null) {
            throw new IllegalStateException("nothing is published yet");
        }
        return published;
    }

    void publish() {
        RoomView before = view;
        RoomView now = RoomView.after(before, head.document(), head.state(), gathering.roster(), checksums);
        view = now;
        CrashPoint.VIEW_PUBLISHED.reach();
        List<Subscriber> authors = gathering.takeAcknowledged(); // There are none unless entries were committed.
        boolean presenceAlone = before != null && before.version() == now.version();
        if (presenceAlone && gathering.size() > CROWD) {
            tellOfPresenceLater();
        } else {
            tell(authors);
        }
    }

    /** A pause of presence is over. */
    void presenceIsDue() {
        presenceWaits = false;
        tell(List.of());
    }

    private void tellOfPresenceLater() {
        if (!presenceWaits) {
            presenceWaits = true;
            ports.time().after(gathering.size() / PEOPLE_A_MILLI, () -> room.post(new RoomEvent.CrowdDue()));
        }
    }

    private void tell(List<Subscriber> authors) {
        fanout.subscribers(gathering.subscribers());
        fanout.request(authors);
    }
}
