package io.cowrite.bench;

import io.cowrite.protocol.MalformedException;
import io.cowrite.protocol.ServerCodec;
import io.cowrite.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How somebody joined a document, from connecting to the last of the content.
 *
 * @param bytes that came after the handshake
 */
record TimedJoin(long nanos, long bytes) {

    static TimedJoin of(URI service, UUID documentId, String cookie) throws IOException, MalformedException {
        return of(service, documentId, cookie, "joins");
    }

    /** The same under a {@code clientId}, which nobody else has just now. */
    static TimedJoin of(URI service, UUID documentId, String cookie, String clientId)
            throws IOException, MalformedException {
        long start = System.nanoTime();
        try (PlainSocket socket = PlainSocket.open(service, documentId, cookie, clientId)) {
            if (!(ServerCodec.decode(socket.receive()) instanceof ServerMessage.Welcome welcome)) {
                throw new IOException("no welcome");
            }
            for (int part = 0; part < welcome.contentParts(); part++) {
                socket.receive();
            }
            return new TimedJoin(System.nanoTime() - start, socket.bytesReceived());
        }
    }

    /** One after the other; the median of how long they took, in milliseconds. */
    static double medianMillis(URI service, List<UUID> documents, String cookie)
            throws IOException, MalformedException {
        List<TimedJoin> joins = new ArrayList<>();
        for (UUID id : documents) {
            joins.add(of(service, id, cookie));
        }
        return Figures.of(joins.stream().mapToLong(TimedJoin::nanos).toArray()).millis(0.5);
    }

    double millis() {
        return nanos / 1e6;
    }
}
