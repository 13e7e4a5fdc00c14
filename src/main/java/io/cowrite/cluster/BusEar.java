package io.cowrite.cluster;

import io.cowrite.observability.ClusterMeter;
import io.cowrite.room.CommittedElsewhere;
import io.cowrite.room.PeerInbox;
import io.cowrite.room.PresentElsewhere;
import java.util.UUID;

/** Hears what other nodes tell, and gives what has the cluster's seal to the rooms, which prove it. */
public final class BusEar {

    private final Self self;
    private final BusCodec codec;
    private final PeerInbox inbox;
    private final ClusterMeter meter;

    public BusEar(Self self, BusSeal seal, PeerInbox inbox, ClusterMeter meter) {
        this.self = self;
        this.codec = new BusCodec(seal);
        this.inbox = inbox;
        this.meter = meter;
    }

    /** Takes a message off the bus; fails with none, whatever it is. */
    public void hear(byte[] bytes) {
        try {
            BusCodec.Sent sent = codec.decode(bytes);
            if (!sent.node().equals(self.id())) {
                meter.message(take(sent.node(), sent.message()));
            }
        } catch (BadBusMessageException e) {
            meter.message(e.isForged() ? ClusterMeter.Message.FORGED : ClusterMeter.Message.UNKNOWN);
        }
    }

    private ClusterMeter.Message take(UUID node, BusMessage message) {
        UUID document = message.documentId();
        return switch (message) {
            case BusMessage.Committed row -> committed(node, row);
            case BusMessage.Moved moved -> {
                inbox.mayHaveMoved(document);
                yield ClusterMeter.Message.TAKEN;
            }
            case BusMessage.Forward forward -> forwarded(forward);
            case BusMessage.Here here -> {
                inbox.present(document, new PresentElsewhere(node, here.count(), here.version(), here.here()));
                yield ClusterMeter.Message.TAKEN;
            }
        };
    }

    private ClusterMeter.Message committed(UUID node, BusMessage.Committed told) {
        if (!told.timeline().equals(self.timeline())) {
            inbox.mayHaveMoved(told.documentId());
            return ClusterMeter.Message.OTHER_TIMELINE;
        }
        inbox.committed(told.documentId(), new CommittedElsewhere(node, told.follows(), told.row()));
        return ClusterMeter.Message.TAKEN;
    }

    private ClusterMeter.Message forwarded(BusMessage.Forward forward) {
        if (!forward.to().equals(self.id())) {
            return ClusterMeter.Message.NOT_FOR_HERE;
        }
        inbox.forwarded(forward.documentId(), forward.submissions());
        return ClusterMeter.Message.TAKEN;
    }
}
