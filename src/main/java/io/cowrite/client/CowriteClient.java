package io.cowrite.client;

import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** One user of a Cowrite service, known by the cookies that it gives. Any thread may call. */
public final class CowriteClient implements AutoCloseable {

    private static final String CSRF_COOKIE = "XSRF-TOKEN";
    private static final int CLIENT_ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = new JsonMapper();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final SystemTimer timer = new SystemTimer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final RandomGenerator pauses;

    /** @param service such as {@code http://localhost:8080} */
    public CowriteClient(URI service) {
        this(service, new SecureRandom());
    }

    /**
     * @param service such as {@code http://localhost:8080}
     * @param pauses draws the pauses before connecting again, below bounds that double; any thread may ask it
     */
    public CowriteClient(URI service, RandomGenerator pauses) {
        this.service = service;
        this.pauses = pauses;
    }

    /** Who one is, as JSON; where guests are allowed the first call makes one. */
    public String me() throws IOException, InterruptedException {
        return send(request("/api/v1/me").GET().build());
    }

    /** Makes a document; its id. {@link #me} was called before. */
    public UUID createDocument(String title, DocumentType type, String content)
            throws IOException, InterruptedException {
        String body = json.writeValueAsString(Map.of("title", title, "type", type.wireName(), "content", content));
        HttpRequest request = request("/api/v1/documents")
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", cookies.getOrDefault(CSRF_COOKIE, ""))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return UUID.fromString(json.readTree(send(request)).get("id").asString());
    }

    /** The text of a document's newest version. */
    public String content(UUID documentId) throws IOException, InterruptedException {
        return send(request("/api/v1/documents/" + documentId + "/content")
                .header("Accept", "text/plain")
                .GET()
                .build());
    }

    /** Opens a document, and again whenever the connection breaks. */
    public DocumentConnection open(UUID documentId, ConnectionListener listener) {
        String scheme = service.getScheme().equals("https") ? "wss" : "ws";
        URI address = URI.create(scheme + "://" + service.getRawAuthority() + "/ws/documents/" + documentId);
        DocumentConnection connection = new DocumentConnection(
                new WebSocketTransport(http, address, this::socketHeaders), timer, pauses, this::newClientId, listener);
        connection.open();
        return connection;
    }

    /** Ends the timer; connections are to be closed before. */
    @Override
    public void close() {
        timer.close();
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        return request;
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keepCookie);
        if (response.statusCode() >= 300) {
            throw new IOException(request.method() + " " + request.uri() + " answered " + response.statusCode() + " "
                    + response.body());
        }
        return response.body();
    }

    private void keepCookie(String header) {
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (equals > 0) {
            cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
    }

    private Map<String, String> socketHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Origin", service.getScheme() + "://" + service.getRawAuthority());
        headers.put("Cookie", cookieHeader());
        return headers;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private String newClientId() {
        byte[] bytes = new byte[CLIENT_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
