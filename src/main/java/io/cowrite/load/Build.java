package io.cowrite.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service which build it is. */
final class Build {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Build() {}

    /** With nothing in it if the service does not say. */
    static Report.Service of(URI service) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/info")).timeout(PATIENCE).build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            JsonNode said = new JsonMapper().readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return new Report.Service(said.path("build").path("version").asString(null),
                    said.path("git").path("commit").path("id").asString(null));
        } catch (IOException | JacksonException e) {
            return new Report.Service(null, null);
        }
    }
}
