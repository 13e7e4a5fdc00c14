package io.cowrite.client;

import io.cowrite.protocol.DocumentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** One user of a Cowrite service, known by the cookies that it gives. Any thread may call. */
public final class CowriteClient implements AutoCloseable {

    private static final String CSRF_COOKIE = "XSRF-TOKEN";
    private static final int CLIENT_ID_BYTES = 16;
    private static final Duration ANSWER_MAX = Duration.ofMinutes(1);
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\\.([0-9a-f]{12})\"");

    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = new JsonMapper();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final ClientThreads threads;
    private final boolean ownsThreads;
    private final URI service;
    private final String origin;
    private final RandomGenerator pauses;

    /** @param service such as {@code http://localhost:8080} */
    public CowriteClient(URI service) {
        this(service, origin(service), Map.of());
    }

    /**
     * @param service such as {@code http://localhost:8080}
     * @param pauses draws the pauses before connecting again, below bounds that double; any thread may ask it
     */
    public CowriteClient(URI service, RandomGenerator pauses) {
        this(service, origin(service), Map.of(), pauses);
    }

    /**
     * @param service such as {@code http://localhost:8080}
     * @param origin that of a page which the service lets in, such as {@code https://docs.example.org}
     * @param cookies {@link #cookies} of an earlier client, whose user this one is then; empty: somebody new
     */
    public CowriteClient(URI service, String origin, Map<String, String> cookies) {
        this(service, origin, cookies, new SecureRandom());
    }

    /**
     * Somebody new.
     *
     * @param service such as {@code http://localhost:8080}
     * @param origin that of a page which the service lets in, such as {@code https://docs.example.org}
     * @param shared whose threads are used; {@link #close} leaves them to others
     */
    public CowriteClient(URI service, String origin, ClientThreads shared) {
        this(service, origin, Map.of(), new SecureRandom(), shared, false);
    }

    private CowriteClient(URI service, String origin, Map<String, String> cookies, RandomGenerator pauses) {
        this(service, origin, cookies, pauses, ClientThreads.ofOne(), true);
    }

    private CowriteClient(URI service, String origin, Map<String, String> cookies, RandomGenerator pauses,
            ClientThreads threads, boolean ownsThreads) {
        this.threads = threads;
        this.ownsThreads = ownsThreads;
        this.service = service;
        this.origin = origin;
        this.cookies.putAll(cookies);
        this.pauses = pauses;
    }

    private static String origin(URI service) {
        return service.getScheme() + "://" + service.getRawAuthority();
    }

    /** What makes this user this user, for a later client: keep it like a password. */
    public Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }

    /** Who one is, as JSON; where guests are allowed the first call makes one. */
    public String me() throws IOException, InterruptedException {
        return send(request("/api/v1/me").GET().build());
    }

    /** Goes by another name and colour, {@code #rrggbb}; who one is then, as JSON. {@link #me} was called before. */
    public String rename(String name, String color) throws IOException, InterruptedException {
        return send(writing("/api/v1/me")
                .method("PATCH", json(Map.of("name", name, "color", color)))
                .build());
    }

    /** Makes a document; its id. {@link #me} was called before. */
    public UUID createDocument(String title, DocumentType type, String content)
            throws IOException, InterruptedException {
        HttpRequest request = writing("/api/v1/documents")
                .POST(json(Map.of("title", title, "type", type.wireName(), "content", content)))
                .build();
        return UUID.fromString(json.readTree(send(request)).get("id").asString());
    }

    /** Whether there is such a document, and one may read it. */
    public boolean mayRead(UUID documentId) throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/documents/" + documentId).GET().build();
        int status = threads.http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status >= 300 && status != 404) {
            throw new IOException("GET " + request.uri() + " answered " + status);
        }
        return status != 404;
    }

    /** The text of a document's newest version. */
    public String content(UUID documentId) throws IOException, InterruptedException {
        return send(contentRequest(documentId));
    }

    /** The text of a document's newest version, and which one that is. */
    public ReadContent read(UUID documentId) throws IOException, InterruptedException {
        HttpResponse<String> response = answer(contentRequest(documentId));
        Matcher tag = ETAG.matcher(response.headers().firstValue("ETag").orElse(""));
        if (!tag.find()) {
            throw new IOException("the content of " + documentId + " comes without an ETag");
        }
        return new ReadContent(response.body(), Long.parseLong(tag.group(1)), tag.group(2));
    }

    /** Moves a document to the trash; only its owner may. */
    public void trash(UUID documentId) throws IOException, InterruptedException {
        var _ = send(writing("/api/v1/documents/" + documentId).DELETE().build());
    }

    /** Opens a document, and again whenever the connection breaks. */
    public DocumentConnection open(UUID documentId, ConnectionListener listener) {
        String scheme = service.getScheme().equals("https") ? "wss" : "ws";
        URI address = URI.create(scheme + "://" + service.getRawAuthority() + "/ws/documents/" + documentId);
        DocumentConnection connection = new DocumentConnection(
                new WebSocketTransport(threads.http(), address, this::socketHeaders), threads.timer(), pauses,
                this::newClientId, listener);
        connection.open();
        return connection;
    }

    /** Ends the threads that are its own; connections are to be closed before. */
    @Override
    public void close() {
        if (ownsThreads) {
            threads.close();
        }
    }

    private HttpRequest contentRequest(UUID documentId) {
        return request("/api/v1/documents/" + documentId + "/content")
                .header("Accept", "text/plain")
                .GET()
                .build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(ANSWER_MAX);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        return request;
    }

    private HttpRequest.Builder writing(String path) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", cookies.getOrDefault(CSRF_COOKIE, ""));
    }

    private HttpRequest.BodyPublisher json(Map<String, String> fields) {
        return HttpRequest.BodyPublishers.ofString(json.writeValueAsString(fields));
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return answer(request).body();
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = threads.http().send(request, HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keepCookie);
        if (response.statusCode() >= 300) {
            throw new IOException(request.method() + " " + request.uri() + " answered " + response.statusCode() + " "
                    + response.body());
        }
        return response;
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
        headers.put("Origin", origin);
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
