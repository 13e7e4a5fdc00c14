package io.cowrite.nemesis;

import io.cowrite.embedded.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that is started before its PostgreSQL can be reached. */
@Timeout(300)
class LateDatabaseTests {

    private static final Pattern PORT = Pattern.compile(":(\\d+)/");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void aServiceWaitsForADatabaseThatCannotBeReachedAliveAndNotReady() throws IOException, InterruptedException {
        try (Node node = node(TestPostgres.empty())) {
            ServiceProcess service = node.process();
            node.database().let(FaultProxy.Way.REFUSE);
            node.launch(null);
            while (!service.isLive()) {
                assertThat(service.isUp()).as(() -> said(service)).isTrue();
                Thread.sleep(50);
            }
            assertThat(service.isReady()).isFalse();
            assertThat(get(service.port(), "/api/v1/documents")).isEqualTo("503 unavailable");
            assertThat(get(service.port() + 1_000, "/actuator/health/readiness")).startsWith("503");
            assertThat(get(service.port() + 1_000, "/actuator/health/liveness")).startsWith("200");
            node.database().let(FaultProxy.Way.PASS);
            while (!service.isReady()) {
                assertThat(service.isUp()).as(() -> said(service)).isTrue();
                Thread.sleep(50);
            }
            assertThat(service.said()).contains("Cowrite cannot reach its PostgreSQL", "PostgreSQL can be reached");
        }
    }

    @Test
    void aDatabaseThatRefusesEndsTheStartInASentence() throws IOException, InterruptedException {
        TestPostgres.Database right = TestPostgres.empty();
        try (Node node = node(new TestPostgres.Database(right.url(), right.user(), "wrong"))) {
            node.launch(null);
            while (node.process().isUp()) {
                Thread.sleep(50);
            }
            assertThat(node.process().exit()).isEqualTo(1);
            assertThat(node.process().said()).contains("Cowrite cannot use its PostgreSQL").contains("password");
        }
    }

    private Node node(TestPostgres.Database database) throws IOException {
        Matcher port = PORT.matcher(database.url());
        assertThat(port.find()).isTrue();
        return Node.of(null, database, Integer.parseInt(port.group(1)), List.of(), directory.resolve("output"),
                new Tally());
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher code = Pattern.compile("\"code\":\"([a-z_]+)\"").matcher(answer.body());
        return answer.statusCode() + (code.find() ? " " + code.group(1) : "");
    }

    private static String said(ServiceProcess service) {
        try {
            return service.said();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
