package io.cowrite.bench;

import io.cowrite.client.CowriteClient;
import io.cowrite.protocol.DocumentType;
import io.cowrite.web.ServiceTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A small crowd that comes at once, is cut, and comes back. */
class StormTests extends ServiceTest {

    private static final int SIZE = 200;
    private static final int SOCKETS_A_GUEST = 20;
    private static final int SECONDS_MAX = 120;

    @Test
    void p7TwoHundredWhoComeBackAtOnceAreResumed() throws Exception {
        URI service = URI.create("http://localhost:" + port());
        UUID documentId;
        try (CowriteClient owner = new CowriteClient(service)) {
            owner.me();
            documentId = owner.createDocument("Storm", DocumentType.TEXT, "x".repeat(100_000));
        }
        List<String> guests = Guests.some(service, SIZE / SOCKETS_A_GUEST);
        try (StormCrowd crowd = new StormCrowd(service, List.of(documentId), guests, SIZE, false)) {
            StormCrowd.Gathered first = crowd.gather(SECONDS_MAX);
            assertThat(first.missing()).as("%s", first).isZero();
            assertThat(first.resumed()).isZero();
            StormCrowd.Gathered again = crowd.gather(SECONDS_MAX);
            assertThat(again.missing()).as("%s", again).isZero();
            assertThat(again.resumed()).as("%s", again).isEqualTo(SIZE);
            assertThat(again.ends()).as("connections that the service ended").isEmpty();
        }
    }
}
