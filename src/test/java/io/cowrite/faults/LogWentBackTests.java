package io.cowrite.faults;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.client.Unsaved;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log loses its newest entries while people write: they step back, offer what they wrote again, and each edit is
 * there once. {@code -Dseed=} repeats a case.
 */
@Timeout(600)
class LogWentBackTests {

    private static final int PEOPLE = 4;
    private static final long MILLIS_MAX = 120_000;

    private final Random random = new Random(CrashPointTests.seed("log went back"));
    private final List<Person> people = new ArrayList<>();
    private final AtomicInteger characters = new AtomicInteger();

    /** Where the user of the database may look, too. */
    private final Path directory = Path.of("target", "log-went-back").toAbsolutePath();

    @Test
    void p3p5AnOlderCopyOfTheDataDirectoryLosesAndDoublesNoEdit() throws Exception {
        run("rm", "-rf", directory.toString());
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        Service service = Service.withOwnPostgres(data).start();
        try {
            UUID id = join(service);
            typeUntil(40);
            awaitSettled();
            service.stop();
            run("cp", "-a", data.toString(), copy.toString());
            service.start();
            typeUntil(120);
            awaitSettled();
            typeUntil(130); // Some of it may be in flight.
            service.stop();
            run("rm", "-rf", data.toString());
            run("mv", copy.toString(), data.toString());
            service.start();
            typeUntil(150);
            check(id);
        } finally {
            end(service);
        }
    }

    @Test
    void p3p5RowsThatVanishUnderARunningServiceLoseAndDoubleNoEdit() throws Exception {
        TestPostgres.Database database = TestPostgres.migrated();
        Service service = Service.on(database).start();
        try {
            UUID id = join(service);
            typeUntil(40);
            awaitSettled();
            for (int i = 1; i <= 3; i++) {
                long version = people.getFirst().document.look(Replica::version);
                typeUntil(40 + 60 * i);
                forget(id, version + random.nextInt(40), database);
                typeUntil(60 + 60 * i);
                awaitSettled();
            }
            check(id);
        } catch (AssertionError e) {
            people.forEach(person -> System.out.println(person.document.<String>look(replica -> replica.clientId() + " "
                    + replica.version() + " " + replica.isLive() + " " + replica.isSettled()) + person.complaints));
            System.out.println(service.said());
            throw e;
        } finally {
            end(service);
        }
    }

    /** One that writes and reads; nothing may ever be out for good. */
    private static final class Person implements ConnectionListener {

        private final CowriteClient client;
        private final DocumentConnection document;
        private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
        private final AtomicInteger stepsBack = new AtomicInteger();

        Person(CowriteClient client, UUID id) {
            this.client = client;
            this.document = client.open(id, this);
        }

        @Override
        public void steppedBack(long version) {
            stepsBack.incrementAndGet();
        }

        @Override
        public void unsaved(Unsaved unsaved) {
            complaints.add(unsaved.toString());
        }

        @Override
        public void stopped(int closeCode, String reason) {
            complaints.add(closeCode + " " + reason);
        }
    }

    private UUID join(Service service) throws IOException, InterruptedException {
        UUID id = null;
        for (int i = 0; i < PEOPLE; i++) {
            CowriteClient client = new CowriteClient(service.address(), new Random(i));
            client.me();
            id = id == null ? client.createDocument("Gone back", DocumentType.TEXT, "") : id;
            Person person = new Person(client, id);
            people.add(person);
            assertThat(person.document.await(Replica::isLoaded, MILLIS_MAX)).isTrue();
        }
        return Objects.requireNonNull(id);
    }

    /** Everybody writes characters that nobody else writes, until so many are written in all. */
    private void typeUntil(int count) throws InapplicableException, InterruptedException {
        while (characters.get() < count) {
            for (Person person : people) {
                String character = Character.toString(0x4e00 + characters.getAndIncrement());
                person.document.edit(shown -> insert(random.nextInt(shown.length() + 1), character));
                Thread.sleep(random.nextInt(8));
            }
        }
    }

    private static Delta insert(int at, String text) {
        return at == 0 ? Delta.of(new Op.Insert(text)) : Delta.of(new Op.Retain(at), new Op.Insert(text));
    }

    private void awaitSettled() throws InterruptedException {
        for (Person person : people) {
            assertThat(person.document.await(replica -> replica.isLive() && replica.isSettled(), MILLIS_MAX))
                    .as("settled")
                    .isTrue();
        }
    }

    private void check(UUID id) throws IOException, InterruptedException {
        awaitSettled();
        long version = people.stream().mapToLong(person -> person.document.look(Replica::version)).max().orElseThrow();
        String content = people.getFirst().client.content(id);
        for (Person person : people) {
            assertThat(person.document.await(replica -> replica.version() >= version, MILLIS_MAX)).isTrue();
            assertThat(person.document.<String>look(replica -> replica.shown().toString())).isEqualTo(content);
            assertThat(person.complaints).isEmpty();
        }
        assertThat(content.chars().boxed().collect(Collectors.toSet())).hasSize(characters.get());
        assertThat(content).hasSize(characters.get());
        assertThat(people.stream().mapToInt(person -> person.stepsBack.get()).sum()).isGreaterThanOrEqualTo(PEOPLE);
    }

    /** As a failover does that lost the last commits: at one moment, with no append between, which would leave a gap. */
    private static void forget(UUID id, long version, TestPostgres.Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement lock = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(
                        "delete from commit_log where document_id = ? and last_version > ?")) {
            connection.setAutoCommit(false);
            lock.execute("lock table commit_log in access exclusive mode");
            statement.setObject(1, id);
            statement.setLong(2, version);
            statement.executeUpdate();
            connection.commit();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }

    private void end(Service service) throws InterruptedException {
        for (Person person : people) {
            person.document.close();
            person.client.close();
        }
        service.stop();
    }
}
