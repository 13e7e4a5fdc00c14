package io.cowrite.demo;

import io.cowrite.Cowrite;
import io.cowrite.client.ConnectionListener;
import io.cowrite.client.CowriteClient;
import io.cowrite.client.DocumentConnection;
import io.cowrite.embedded.TestPostgres;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.ServerMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo of a service that really runs, seen by somebody who looks in. */
class DemoTests {

    private static final long PATIENCE_MILLIS = 60_000;

    private final TestPostgres.Database database = TestPostgres.migrated();

    @Test
    @DisplayName("[D1] [D2] [D3] bots write while somebody is there, take it back, and are the same at a second start")
    void theDemo() throws Exception {
        UUID documentId;
        Map<String, String> bots;
        String welcome;
        try (ConfigurableApplicationContext service = start(); Visitor ann = new Visitor(service)) {
            documentId = ann.documentId;
            welcome = ann.content();
            assertThat(welcome).startsWith("# Welcome to Cowrite\n").hasSizeLessThan(Bot.DOCUMENT_UNITS_MAX);
            ann.enter();
            ann.seesBothWrite();
            ann.connection().edit(text -> Delta.of(new Op.Insert("Ann was here.\n")));
            bots = Map.copyOf(ann.carets);
            assertThat(bots).containsOnlyKeys("Ada Bot", "Ben Bot");

            breakAllConnections(service.getBean("roomDrain", SmartLifecycle.class));
            ann.seesBothWrite();
            ann.leave();
            ann.sees("Ann was here.\n" + welcome);

            ann.enter();
            ann.seesBothWrite();
        } // The service ends while somebody looks on.
        try (ConfigurableApplicationContext service = start(); Visitor ben = new Visitor(service)) {
            assertThat(ben.documentId).isEqualTo(documentId);
            assertThat(ben.content()).isEqualTo("Ann was here.\n" + welcome);
            ben.enter();
            ben.seesBothWrite();
            assertThat(ben.carets).isEqualTo(bots);
        }
    }

    /** As a restart would, but for the address, which would be another. */
    private static void breakAllConnections(SmartLifecycle rooms) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        rooms.stop(() -> drained.complete(null));
        drained.join();
        rooms.start();
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                Cowrite.class,
                "--demo",
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password());
    }

    private static URI address(ConfigurableApplicationContext service) {
        return URI.create("http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Where {@code /} leads. */
    private static UUID document(ConfigurableApplicationContext service) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = http.send(HttpRequest.newBuilder(address(service).resolve("/")).build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(302);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith("/d/");
            return UUID.fromString(location.substring("/d/".length()));
        }
    }

    /** Somebody who opens the document, and sees the carets of others: user ids by name. */
    private static final class Visitor implements ConnectionListener, AutoCloseable {

        private final CowriteClient client;
        private final Map<String, String> carets = new ConcurrentHashMap<>();
        private final UUID documentId;
        private @Nullable DocumentConnection connection;

        Visitor(ConfigurableApplicationContext service) throws Exception {
            documentId = document(service);
            client = new CowriteClient(address(service));
            client.me();
        }

        String content() throws Exception {
            return client.content(documentId);
        }

        /** Waits until the document is {@code text}. */
        void sees(String text) throws Exception {
            long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            String content = content();
            while (!content.equals(text)) {
                assertThat(content).as("in the end").satisfies(_ -> assertThat(System.nanoTime()).isLessThan(end));
                Thread.sleep(20);
                content = content();
            }
        }

        void enter() {
            connection = client.open(documentId, this);
        }

        DocumentConnection connection() {
            return Objects.requireNonNull(connection);
        }

        void seesBothWrite() throws InterruptedException {
            carets.clear();
            for (Part part : new Part[]{Part.ADA, Part.BEN}) {
                String heading = part.heading() + "\n";
                assertThat(connection().await(replica -> {
                    String text = replica.shown().toString();
                    int at = text.indexOf(heading);
                    String below = at < 0 ? "" : text.substring(at + heading.length());
                    return part.sentences().stream().anyMatch(sentence -> below.startsWith(sentence.substring(0, 12)));
                }, PATIENCE_MILLIS)).as("%s writes", part.name()).isTrue();
            }
            assertThat(connection().await(_ -> carets.size() == 2, PATIENCE_MILLIS)).as("carets").isTrue();
        }

        void leave() {
            connection().close();
        }

        @Override
        public void present(ServerMessage.Presence presence) {
            presence.changed().stream().filter(one -> one.selection() != null)
                    .forEach(one -> carets.put(one.user().name(), one.user().id()));
        }

        @Override
        public void close() {
            connection().close();
            client.close();
        }
    }
}
