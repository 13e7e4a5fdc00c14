package io.cowrite.load;

import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.client.Replica;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.web.ServiceTest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as an operator runs it, against a real service. */
@Timeout(300)
class LoadTestTests extends ServiceTest {

    private static final String OURS = "title like 'Load test %'";

    @TempDir
    private Path directory;

    @Autowired
    private JdbcClient database;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void forgetWhatOtherTestsKept() {
        database.sql("update document set deleted_at = now() where " + OURS).update();
    }

    @Test
    void peopleTypeAndAllCopiesAgree() throws Exception {
        int code = run("--people=6", "--documents=2", "--rate=5", "--cursors=2", "--ramp=1", "--warm-up=1",
                "--seconds=3");
        assertThat(code).as("%s", said).isZero();

        JsonNode json = json();
        assertThat(json.at("/settings/people").asInt()).isEqualTo(6);
        assertThat(json.at("/service/version").asString("")).isNotEmpty();
        assertThat(json.at("/interrupted").asBoolean(true)).isFalse();
        assertThat(json.at("/convergence/good").asBoolean()).isTrue();
        assertThat(json.at("/convergence/copies").asInt()).isEqualTo(6);
        long typed = json.at("/edits/typed").asLong();
        assertThat(json.at("/edits/dueInWindow").asLong()).isBetween(6 * 5 * 3 - 6L, 6 * 5 * 3 + 6L);
        assertThat(typed).isGreaterThan(json.at("/edits/dueInWindow").asLong());
        assertThat(json.at("/edits/acknowledged").asLong()).isEqualTo(typed);
        long saved = json.at("/saved/count").asLong();
        assertThat(saved).isEqualTo(json.at("/edits/dueInWindow").asLong());
        assertThat(json.at("/seen/count").asLong()).as("by the two others of the document").isEqualTo(2 * saved);
        assertThat(json.at("/saved/p50Millis").asDouble()).isPositive()
                .isLessThanOrEqualTo(json.at("/saved/maxMillis").asDouble());
        assertThat(
                json.at("/seconds").valueStream().filter(second -> second.path("phase").asString().equals("measuring")))
                .hasSize(3);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("measuring  people 6/6");
        assertThat(svgTexts()).contains("6 people in 2 documents, 5 edits a second each", "edits a second",
                "milliseconds since due");
        assertThat(kept()).isZero();
    }

    @Test
    void anEditThatNobodyMadeIsFound() throws Exception {
        URI service = URI.create("http://localhost:" + port());
        Thread stranger = Thread.ofVirtual().start(() -> {
            try (CowriteClient client = new CowriteClient(service)) {
                client.me();
                write(client, madeDocument());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int code = run("--people=2", "--ramp=0", "--warm-up=10", "--seconds=1", "--keep");
        stranger.join();
        assertThat(code).as("%s", said).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).containsPattern(
                "Load test 1 of 1, \\S+ \\([0-9a-f-]{36}\\): the log has \\d+ entries, but only \\d+ submissions")
                .contains("Not all is well.");
        assertThat(json().at("/convergence/good").asBoolean(true)).isFalse();
        assertThat(kept()).as("as asked").isEqualTo(1);
    }

    private UUID madeDocument() throws InterruptedException {
        Optional<UUID> made = Optional.empty();
        while (made.isEmpty()) {
            Thread.sleep(20);
            made = database.sql("select id from document where deleted_at is null and " + OURS).query(UUID.class)
                    .optional();
        }
        return made.get();
    }

    private static void write(CowriteClient client, UUID documentId) throws InterruptedException {
        try (DocumentConnection connection = client.open(documentId, new ConnectionListener() {})) {
            assertThat(connection.await(Replica::isLoaded, 60_000)).isTrue();
            connection.edit(_ -> Delta.of(new Op.Insert("Who was that?")));
            assertThat(connection.await(Replica::isSettled, 60_000)).isTrue();
        } catch (io.cowrite.kernel.InapplicableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoIsInterruptedTellsWhatWasMeasuredAndDeletesTheDocuments() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "io.cowrite.Cowrite", "--load-test=http://localhost:" + port(),
                "--people=3", "--ramp=0", "--warm-up=1", "--seconds=3600", "--out=" + directory.resolve("load"))
                .redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.contains("measuring")) {
                said.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
                line = lines.readLine();
            }
            assertThat(line).as("%s", said).isNotNull();
            process.toHandle().destroy(); // Process.destroy would close its output too.
            assertThat(lines.lines()).anyMatch(last -> last.startsWith("Written: "));
        }
        process.waitFor();
        JsonNode json = json();
        assertThat(json.at("/interrupted").asBoolean()).isTrue();
        assertThat(json.at("/convergence/good").asBoolean()).isTrue();
        assertThat(json.at("/saved/count").asLong()).isPositive();
        assertThat(kept()).isZero();
    }

    @Test
    void aServiceThatIsNotThereIsTold() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(test("--load-test=http://localhost:" + port)).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("The load test cannot be done: it does not answer");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void helpIsGiven() {
        assertThat(test("--load-test", "--help")).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("Usage: ");
        assertThat(test("--load-test")).isEqualTo(2);
    }

    private int run(String... options) {
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[0] = "--load-test=http://localhost:" + port();
        arguments[1] = "--out=" + directory.resolve("load");
        return test(arguments);
    }

    private int test(String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new LoadTest(out, out, new MachineTicks(), Clock.systemUTC()).start(arguments);
    }

    private int kept() {
        return database.sql("select count(*) from document where deleted_at is null and " + OURS).query(Integer.class)
                .single();
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(Files.readString(directory.resolve("load.json")));
    }

    private String svgTexts() throws Exception {
        try (InputStream svg = new ByteArrayInputStream(Files.readAllBytes(directory.resolve("load.svg")))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg).getDocumentElement()
                    .getTextContent();
        }
    }
}
