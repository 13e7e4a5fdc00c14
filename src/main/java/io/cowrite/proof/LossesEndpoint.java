package io.cowrite.proof;

import io.cowrite.room.LossReport;
import io.cowrite.room.Rooms;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** For operators, on their port: what a failover or a restored backup lost for good, by name of document. */
@Component
@Endpoint(id = "losses")
class LossesEndpoint {

    private final Rooms rooms;

    LossesEndpoint(Rooms rooms) {
        this.rooms = rooms;
    }

    /** As this node knows it since its start, the newest first. */
    record Losses(List<LossReport> losses) {}

    @ReadOperation
    Losses all() {
        return new Losses(rooms.lossReports());
    }
}
