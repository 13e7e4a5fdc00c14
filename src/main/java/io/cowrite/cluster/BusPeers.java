package io.cowrite.cluster;

import io.cowrite.journal.Append;
import io.cowrite.journal.LogRow;
import io.cowrite.presence.Present;
import io.cowrite.room.ForwardedSubmission;
import io.cowrite.room.Peers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Tells other nodes by the bus. */
public final class BusPeers implements Peers {

    private final Self self;
    private final Bus bus;
    private final BusCodec codec;
    private final AtomicLong count = new AtomicLong();

    public BusPeers(Self self, Bus bus, BusSeal seal) {
        this.self = self;
        this.bus = bus;
        this.codec = new BusCodec(seal);
    }

    @Override
    public boolean alone() {
        return self.others() == 0;
    }

    @Override
    public String timeline() {
        return self.timeline();
    }

    @Override
    public void committed(Append append, String timeline) {
        LogRow row = new LogRow(append.firstVersion(), append.lastVersion(), append.hash(), append.entries());
        tell(new BusMessage.Committed(append.documentId(), timeline, append.follows().hash(), row));
    }

    @Override
    public void forward(UUID documentId, UUID winner, List<ForwardedSubmission> submissions) {
        tell(new BusMessage.Forward(documentId, winner, submissions));
    }

    @Override
    public void present(UUID documentId, long version, List<Present> here) {
        tell(new BusMessage.Here(documentId, count.incrementAndGet(), version, here));
    }

    private void tell(BusMessage message) {
        bus.publish(codec.encode(self.id(), message));
    }
}
