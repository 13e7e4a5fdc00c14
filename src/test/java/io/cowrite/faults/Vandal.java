package io.cowrite.faults;

import io.cowrite.web.Browser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who speaks the protocol by hand and submits only what must be refused, one at a time, again after each crash
 * until the log settles it. Never more often than the service allows.
 */
final class Vandal implements WebSocket.Listener, AutoCloseable {

    /** Below the refusals that a replica may earn a minute. */
    private static final int ATTEMPTS_MAX = 15;

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Service service;
    private final UUID documentId;
    private final Browser browser;
    private final String userId;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> refused = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final StringBuilder frame = new StringBuilder();
    private @Nullable WebSocket socket;
    private long attempt;
    private long sequence;
    private long version;
    private String hash = "";
    private String inFlight = "";
    private boolean welcomed;

    Vandal(String name, Service service, UUID documentId) {
        this.name = name;
        this.service = service;
        this.documentId = documentId;
        this.browser = new Browser(service.port());
        this.userId = browser.get("/api/v1/me").text("id");
    }

    String userId() {
        return userId;
    }

    String clientId() {
        return name;
    }

    /** How many of its submissions were answered by a refusal. */
    synchronized int refusals() {
        return refused.size();
    }

    synchronized boolean isSettled() {
        return inFlight.isEmpty();
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Connects if there is no connection, else submits something if nothing is in flight. */
    synchronized void act() {
        if (socket == null) {
            connect();
        } else if (welcomed && inFlight.isEmpty() && sequence < ATTEMPTS_MAX) {
            submit(socket);
        }
    }

    private void connect() {
        String cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        try {
            URI address = URI.create("ws://localhost:" + service.port() + "/ws/documents/" + documentId);
            WebSocket opened = http.newWebSocketBuilder()
                    .subprotocols("cowrite.v1")
                    .header("Origin", service.address().toString())
                    .header("Cookie", cookies)
                    .buildAsync(address, this)
                    .join();
            frame.setLength(0);
            attempt++;
            welcomed = false;
            List<Map<String, Object>> since = hash.isEmpty()
                    ? List.of()
                    : List.of(Map.of("version", version, "hash", hash));
            // A new replica needs a new name; this one was never told any content.
            opened.sendText(JSON.writeValueAsString(new Hello(clientId(), since, attempt)), true).join();
            socket = opened;
        } catch (CompletionException e) {
            socket = null;
        }
    }

    private record Hello(String type, String clientId, List<Map<String, Object>> since, long attempt) {
        Hello(String clientId, List<Map<String, Object>> since, long attempt) {
            this("hello", clientId, since, attempt);
        }
    }

    private void submit(WebSocket open) {
        sequence++;
        String token = "⟨" + name + "-" + sequence + "⟩";
        // The first unit is half of a pair; the other place is past the end.
        int place = sequence % 2 == 0 ? 1 : 1_000_000_000;
        inFlight = "{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + version
                + ",\"operation\":[{\"retain\":" + place + "},{\"insert\":\"" + token + "\"}]}";
        send(open, inFlight);
    }

    private void send(WebSocket open, String message) {
        try {
            open.sendText(message, true).join();
        } catch (CompletionException | IllegalStateException e) {
            socket = null;
        }
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        frame.append(part);
        if (last) {
            String message = frame.toString();
            frame.setLength(0);
            take(from, JSON.readTree(message));
        }
        from.request(1);
        return null;
    }

    private void take(WebSocket from, JsonNode message) {
        switch (message.get("type").asString()) {
            case "welcome" -> welcome(from, message);
            case "ops" -> ops(message);
            case "notice" -> notice(from, message);
            default -> {
            }
        }
    }

    private void welcome(WebSocket from, JsonNode welcome) {
        if (!hash.isEmpty() && !welcome.get("resumed").asBoolean()) {
            complaints.add("not resumed: " + welcome);
        }
        version = welcome.get("version").asLong();
        hash = welcome.get("hash").asString();
        welcomed = true;
        sendAgain(from);
    }

    /** What was in flight when its right was taken away settled nothing; it is sent again when that comes back. */
    private void notice(WebSocket from, JsonNode notice) {
        if (notice.path("role").asString("").equals("editor")) {
            sendAgain(from);
        }
    }

    /** By then its entry may have come in, and the field be empty: so what is sent is what is in flight now. */
    private void sendAgain(WebSocket to) {
        String message = inFlight;
        if (!message.isEmpty()) {
            Thread.startVirtualThread(() -> send(to, message));
        }
    }

    private void ops(JsonNode ops) {
        for (JsonNode entry : ops.get("operations")) {
            if (entry.get("clientId").asString().equals(name) && entry.get("userId").asString().equals(userId)) {
                settled(entry);
            }
        }
        version = ops.get("firstVersion").asLong() + ops.get("operations").size() - 1;
        hash = ops.get("hash").asString();
    }

    private void settled(JsonNode entry) {
        if (!entry.has("refused") || !entry.get("operation").isEmpty() || inFlight.isEmpty()
                || entry.get("sequence").asLong() != sequence) {
            complaints.add("not refused, or twice: " + entry);
        }
        refused.add(entry.path("refused").asString(""));
        inFlight = "";
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        gone(from);
        if (code >= 4400) {
            complaints.add("closed " + code + " " + reason);
        }
        return null;
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable failure) {
        gone(from);
    }

    private void gone(WebSocket from) {
        if (from.equals(socket)) {
            socket = null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
