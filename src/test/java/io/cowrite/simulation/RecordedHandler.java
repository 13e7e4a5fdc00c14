package io.cowrite.simulation;

import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.client.ReplicaRecording;
import io.cowrite.client.Transport;
import java.util.function.Consumer;

/** A client's ear, before a recording of what it hears. */
record RecordedHandler(Transport.Handler ear, DocumentConnection connection,
        ReplicaRecording recording) implements Transport.Handler {

    @Override
    public void opened() {
        ear.opened();
    }

    @Override
    public void received(String frame) {
        look(replica -> recording.receives(frame, replica));
        ear.received(frame);
        look(recording::after);
    }

    @Override
    public void closed(int code, String reason) {
        ear.closed(code, reason);
        recording.lost();
        look(recording::after);
    }

    private void look(Consumer<Replica> at) {
        connection.look(replica -> {
            at.accept(replica);
            return replica;
        });
    }
}
