package io.cowrite.document;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.NoticeCode;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.web.Browser;
import io.cowrite.web.ServiceTest;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What people see at a document that is open while somebody does something to it in the database. */
class OpenDocumentTests extends ServiceTest {

    private static final long MILLIS_MAX = 60_000;

    @Autowired
    private DataSource connections;

    @Test
    void j9o9WhoseDocumentIsLockedIsToldOfTheDelayAndAllOthersGoOn()
            throws IOException, InterruptedException, SQLException, InapplicableException {
        Browser owner = guest();
        UUID locked = create(owner);
        UUID other = create(owner);
        try (Person ann = new Person(locked); Person ben = new Person(other)) {
            try (Connection somebody = connections.getConnection()) {
                lock(somebody, locked);
                ann.write("a");
                for (int i = 1; i <= 50; i++) {
                    ben.write("b");
                    int wanted = i;
                    await(() -> ben.settled.size() == wanted);
                }
                await(() -> ann.told.contains(NoticeCode.SAVING_DELAYED));
                assertThat(ann.settled).isEmpty();
                somebody.rollback();
            }
            await(() -> ann.settled.size() == 1 && ann.told.contains(NoticeCode.SAVING_RESUMED));
            assertThat(ann.told).containsExactly(NoticeCode.SAVING_DELAYED, NoticeCode.SAVING_RESUMED);
            assertThat(ben.told).isEmpty();
        }
    }

    @Test
    void r15WhoHasAPurgedDocumentOpenIsSentAwayForGood()
            throws IOException, InterruptedException, InapplicableException {
        Browser owner = guest();
        UUID id = create(owner);
        try (Person ann = new Person(id)) {
            ann.write("a");
            await(() -> ann.settled.size() == 1);
            owner.delete("/api/v1/documents/" + id + "?permanent=true");
            await(() -> !ann.stopped.isEmpty());
            assertThat(ann.stopped).containsExactly(4410);
        }
    }

    private static void lock(Connection somebody, UUID documentId) throws SQLException {
        somebody.setAutoCommit(false);
        try (PreparedStatement lock = somebody
                .prepareStatement("select 1 from commit_log where document_id = ? for update")) {
            lock.setObject(1, documentId);
            lock.execute();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + MILLIS_MAX * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes to pass").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static UUID create(Browser owner) {
        return UUID.fromString(owner.post("/api/v1/documents", "{\"title\":\"x\",\"type\":\"text\"}").text("id"));
    }

    /** Somebody at an open document. */
    private final class Person implements ConnectionListener, AutoCloseable {

        private final List<NoticeCode> told = new CopyOnWriteArrayList<>();
        private final List<Integer> stopped = new CopyOnWriteArrayList<>();
        private final List<Long> settled = new CopyOnWriteArrayList<>();
        private final CowriteClient client = new CowriteClient(URI.create("http://localhost:" + port()));
        private final DocumentConnection document;

        Person(UUID documentId) throws IOException, InterruptedException {
            client.me();
            document = client.open(documentId, this);
            assertThat(document.await(Replica::isLive, MILLIS_MAX)).isTrue();
        }

        void write(String text) throws InapplicableException {
            document.edit(content -> Delta.of(new Op.Insert(text)));
        }

        @Override
        public void settled(long version, Entry entry) {
            settled.add(version);
        }

        @Override
        public void noticed(ServerMessage.Notice notice) {
            told.add(notice.code());
        }

        @Override
        public void stopped(int closeCode, String reason) {
            stopped.add(closeCode);
        }

        @Override
        public void close() {
            document.close();
            client.close();
        }
    }
}
