package io.cowrite.faults;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.web.Browser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader that stops reading its socket delays nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SlowReaderTests {

    private static final int EDITS = 2_000;

    /** Less than what the service gives a send that does not go on: nobody may wait for its end. */
    private static final long MILLIS_MAX = 20_000;

    /** So much a submission that all of them together are more than the buffers of a socket hold. */
    private static final String PIECE = "x".repeat(6_000);

    private final TestPostgres.Database database = TestPostgres.migrated();
    // A heartbeat would push on what waits.
    private final Service service = Service.on(database, "--cowrite.heartbeat-millis=600000");
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    void start() throws IOException, InterruptedException {
        service.start();
    }

    @AfterAll
    void stop() throws InterruptedException {
        service.stop();
    }

    @Test
    void p7WhoDoesNotReadDelaysNobody() throws Exception {
        Browser owner = new Browser(service.port());
        owner.get("/api/v1/me");
        UUID id = Crowd.create(owner);
        try (DeafSocket deaf = DeafSocket.join(service.port(), id, owner)) {
            DocumentConnection first = join(id);
            DocumentConnection second = join(id);
            for (int i = 0; i < EDITS; i++) {
                replaceLastPiece(i % 2 == 0 ? first : second, i % 2 == 0 ? second : first);
            }
            LogCopy log = LogCopy.of(id, database.dataSource());
            assertThat(log.version()).isEqualTo(EDITS + 1);
            assertThat(shown(first)).isEqualTo(log.text());
            assertThat(shown(second)).isEqualTo(log.text());
            assertThat(deaf.framesLeft())
                    .as("frames that the one who did not read gets at last: some were never queued for it")
                    .isLessThan(EDITS);
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    /** One edit that the other has seen before this returns. */
    private static void replaceLastPiece(DocumentConnection writer, DocumentConnection reader)
            throws InapplicableException, InterruptedException {
        long version = writer.look(Replica::version);
        writer.edit(text -> text.length() > Typist.START.length()
                ? Delta.of(new Op.Retain(Typist.START.length()), new Op.Insert(PIECE), new Op.Delete(PIECE.length()))
                : Delta.of(new Op.Retain(Typist.START.length()), new Op.Insert(PIECE)));
        for (DocumentConnection each : List.of(writer, reader)) {
            assertThat(each.await(replica -> replica.version() > version && replica.isSettled(), MILLIS_MAX))
                    .as("the edit after version %s settles and arrives", version)
                    .isTrue();
        }
    }

    private static String shown(DocumentConnection connection) {
        return connection.look(replica -> replica.shown().toString());
    }

    private DocumentConnection join(UUID id) throws IOException, InterruptedException {
        CowriteClient client = new CowriteClient(service.address());
        client.me();
        DocumentConnection connection = client.open(id, new ConnectionListener() {});
        open.add(connection);
        open.add(client);
        assertThat(connection.await(Replica::isLive, MILLIS_MAX)).isTrue();
        return connection;
    }
}
