package io.cowrite.cluster;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.ServerMessage;
import io.cowrite.web.Browser;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Two whole services on one PostgreSQL, on real sockets. */
@Timeout(180)
class TwoNodesTests {

    private static final long LONG_MILLIS = 60_000;
    private static final String[] NO_POLLS = {"--cowrite.cluster.poll=1h", "--cowrite.cluster.served-blind=2h"};

    private final TestPostgres.Database database = TestPostgres.migrated();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName("[N1] with polls alone, what one node commits is seen at the other, and both go on")
    void pollsAreEnough() throws Exception {
        RunningNode here = node(new InProcessBus());
        RunningNode there = node(new InProcessBus());
        awaitBoth(here, there);
        Seat ann = new Seat(here);
        Seat ben = ann.guestAt(there);
        ann.insert("hello");
        ben.awaitText("hello");
        ben.insert("well ");
        ann.awaitText("well hello");
        assertThat(here.polls()).isPositive();
        assertThat(here.counted("cowrite.cluster.messages", Map.of())).isZero();
        assertThat(here.counted("cowrite.rollbacks", Map.of())).isZero();
    }

    @Test
    @DisplayName("[N2] what is told by the bus is taken without a poll; people see each other across nodes")
    void theBusIsEnough() throws Exception {
        InProcessBus bus = new InProcessBus();
        RunningNode here = node(bus, NO_POLLS);
        RunningNode there = node(bus, NO_POLLS);
        awaitBoth(here, there);
        Seat ann = new Seat(here);
        Seat ben = ann.guestAt(there);
        ben.awaitPresent(ann);
        ann.awaitPresent(ben);
        ann.insert("hello");
        ben.awaitText("hello");
        assertThat(there.counted("cowrite.cluster.entries", Map.of())).isEqualTo(1);
        assertThat(there.counted("cowrite.cluster.messages", Map.of("outcome", "taken"))).isPositive();
        ann.connection.close();
        ben.awaitLeft(ann);
    }

    @Test
    @DisplayName("[N3] a right taken away at one node ends the connection at the other within a poll")
    void aRightEndsAtTheOtherNode() throws Exception {
        RunningNode here = node(new InProcessBus());
        RunningNode there = node(new InProcessBus());
        awaitBoth(here, there);
        Seat ann = new Seat(here);
        Seat ben = ann.guestAt(there);
        ann.access(null);
        assertThat(ben.stopped.get(LONG_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(4403);
    }

    @Test
    @DisplayName("[N4] a right to write taken away at one node ends writing at the other with the next append")
    void writingEndsByTheAppend() throws Exception {
        RunningNode here = node(new InProcessBus(), NO_POLLS);
        RunningNode there = node(new InProcessBus(), NO_POLLS);
        awaitBoth(here, there);
        Seat ann = new Seat(here);
        Seat ben = ann.guestAt(there);
        ann.access("viewer");
        ben.insert("too late");
        ServerMessage.Notice notice = ben.notices.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(notice).isNotNull().extracting(ServerMessage.Notice::role).isEqualTo("viewer");
        assertThat(ann.client.content(ann.document)).isEmpty();
    }

    @Test
    @DisplayName("[N5] a node alone asks nothing; one that stops is gone at once, one that dies after a while")
    void aNodeAloneAsksNothing() throws Exception {
        RunningNode here = node(new InProcessBus(), "--cowrite.cluster.gone-after=1s");
        Seat ann = new Seat(here);
        ann.insert("hello");
        assertThat(here.others()).isZero();
        assertThat(here.polls()).isZero();
        RunningNode there = RunningNode.start(database, new InProcessBus());
        await(() -> here.others() == 1 && here.polls() > 0);
        there.close();
        await(() -> here.others() == 0);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into node (id, seen_at) values (gen_random_uuid(), now())");
        }
        await(() -> here.others() == 1);
        await(() -> here.others() == 0);
    }

    private RunningNode node(Bus bus, String... settings) {
        RunningNode node = RunningNode.start(database, bus, settings);
        open.add(node);
        return node;
    }

    private static void awaitBoth(RunningNode one, RunningNode other) throws InterruptedException {
        await(() -> one.others() == 1 && other.others() == 1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) { // Ends by the timeout of the class.
            Thread.sleep(20);
        }
    }

    /** Somebody at a node, with a document open. */
    private final class Seat implements ConnectionListener {

        private final CowriteClient client;
        private final UUID document;
        private final DocumentConnection connection;
        private final RunningNode node;
        private final CompletableFuture<Integer> stopped = new CompletableFuture<>();
        private final BlockingQueue<ServerMessage.Notice> notices = new LinkedBlockingQueue<>();
        private final BlockingQueue<ServerMessage.Presence> presences = new LinkedBlockingQueue<>();
        private String seenSession = "";

        /** Who makes a document and opens it. */
        Seat(RunningNode node) throws Exception {
            this(node, null);
        }

        private Seat(RunningNode node, @Nullable UUID known) throws Exception {
            this.node = node;
            client = node.guest();
            open.add(client);
            document = known == null ? client.createDocument("Plan", DocumentType.TEXT, "") : known;
            connection = client.open(document, this);
            open.add(connection);
            assertThat(connection.await(Replica::isLive, LONG_MILLIS)).isTrue();
        }

        Seat guestAt(RunningNode other) throws Exception {
            return new Seat(other, document);
        }

        void insert(String text) throws Exception {
            connection.edit(shown -> Delta.of(new Op.Insert(text)));
        }

        void awaitText(String text) throws InterruptedException {
            assertThat(connection.await(replica -> replica.shown().toString().equals(text), LONG_MILLIS))
                    .as("sees \"%s\"", text).isTrue();
        }

        /** Changes who may do what. */
        void access(@Nullable String general) {
            Browser browser = new Browser(node.address().getPort());
            browser.cookies().putAll(client.cookies());
            String value = general == null ? "\"none\"" : "\"" + general + "\"";
            assertThat(browser.patch("/api/v1/documents/" + document, "{\"generalAccess\":" + value + "}").status())
                    .isEqualTo(200);
        }

        void awaitPresent(Seat other) throws Exception {
            String name = new JsonMapper().readTree(other.client.me()).get("id").asString();
            while (seenSession.isEmpty()) {
                ServerMessage.Presence told = presences.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(told).as("presence of " + name).isNotNull();
                told.changed().stream().filter(one -> one.user().id().equals(name))
                        .forEach(one -> seenSession = one.sessionId());
            }
        }

        void awaitLeft(Seat other) throws InterruptedException {
            boolean left = false;
            while (!left) {
                ServerMessage.Presence told = presences.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
                assertThat(told).as("that " + other.document + " was left").isNotNull();
                left = told.left().contains(seenSession);
            }
        }

        @Override
        public void present(ServerMessage.Presence presence) {
            presences.add(presence);
        }

        @Override
        public void noticed(ServerMessage.Notice notice) {
            notices.add(notice);
        }

        @Override
        public void stopped(int closeCode, String reason) {
            stopped.complete(closeCode);
        }
    }
}
