package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody at a document: a socket with a cookie, a clientId, and what the server last said. */
final class Seat implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    final RawSocket socket;
    private final String clientId;
    private String userId = "";
    private long version;
    private String hash = "";
    private long sequence;
    private JsonNode presence = JSON.nullNode();

    /** Opens the socket, and says nothing. */
    Seat(int port, Browser browser, String documentId, String clientId) {
        this.clientId = clientId;
        this.socket = new RawSocket(port, "/ws/documents/" + documentId, List.of(
                "Cookie: " + cookies(browser), "Origin: http://localhost:" + port,
                "Sec-WebSocket-Protocol: cowrite.v1"));
        assertThat(socket.status()).isEqualTo(101);
    }

    static String cookies(Browser browser) {
        return browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Says hello without {@code since}, and reads the opening up to the first presence. */
    JsonNode join() {
        return join(1, List.of());
    }

    /** Says hello; {@code since} is hashes by version, newest first. */
    JsonNode join(long attempt, List<Map.Entry<Long, String>> since) {
        sayHello(attempt, since);
        JsonNode welcome = next("welcome");
        userId = welcome.at("/user/id").asString();
        version = welcome.path("version").asLong();
        hash = welcome.path("hash").asString();
        return welcome;
    }

    void sayHello(long attempt, List<Map.Entry<Long, String>> since) {
        String points = since.stream()
                .map(point -> "{\"version\":" + point.getKey() + ",\"hash\":\"" + point.getValue() + "\"}")
                .collect(Collectors.joining(","));
        socket.sendText("{\"type\":\"hello\",\"clientId\":\"" + clientId + "\",\"attempt\":" + attempt
                + ",\"since\":[" + points + "]}");
    }

    /** Joined, and the first presence read. */
    Seat settled() {
        join();
        presence = next("presence");
        return this;
    }

    /** Sends {@code operation}, JSON, under the next sequence on what was received last. */
    void submit(String operation) {
        submit(++sequence, version, operation);
    }

    void submit(long with, long base, String operation) {
        sequence = with;
        socket.sendText(submission(with, base, operation));
    }

    static String submission(long sequence, long base, String operation) {
        return "{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + base + ",\"operation\":"
                + operation + "}";
    }

    /** Inserts {@code text} at the start and waits until that is committed; its entry. */
    JsonNode write(String text) {
        submit("[{\"insert\":" + Browser.quoted(text) + "}]");
        return own(sequence);
    }

    /** Reads on up to the entry of this replica's {@code with}. */
    JsonNode own(long with) {
        while (true) {
            for (JsonNode entry : ops()) {
                if (isOwn(entry) && entry.path("sequence").asLong() == with) {
                    return entry;
                }
            }
        }
    }

    boolean isOwn(JsonNode entry) {
        return entry.path("userId").asString().equals(userId) && entry.path("clientId").asString().equals(clientId);
    }

    /** The entries of the next {@code ops} message; they run on from what was received. */
    List<JsonNode> ops() {
        JsonNode ops = next("ops");
        assertThat(ops.path("firstVersion").asLong()).as("no gap, no repeat").isEqualTo(version + 1);
        List<JsonNode> entries = new ArrayList<>();
        ops.path("operations").forEach(entries::add);
        version += entries.size();
        hash = ops.path("hash").asString();
        return entries;
    }

    /** The next message of {@code type}; others are passed over, a close fails. */
    JsonNode next(String type) {
        while (true) {
            JsonNode message = message();
            if (message.path("type").asString().equals(type)) {
                return message;
            }
            if (!type.equals("ops")) {
                assertThat(message.path("type").asString()).as("passed over: %s", message).isNotEqualTo("ops");
            }
        }
    }

    /** The next message, whatever it is. */
    JsonNode message() {
        RawSocket.Frame frame = frame();
        assertThat(frame.opcode()).as("closed: %s", frame.text()).isEqualTo(RawSocket.TEXT);
        return JSON.readTree(frame.text());
    }

    /** The next frame that is no ping or pong. */
    private RawSocket.Frame frame() {
        while (true) {
            RawSocket.Frame frame = socket.read();
            if (frame.opcode() != RawSocket.PING && frame.opcode() != RawSocket.PONG) {
                return frame;
            }
        }
    }

    /** Reads on up to the close frame: its code. Whatever else comes is passed over. */
    int closed() {
        return closing().closeCode();
    }

    RawSocket.Frame closing() {
        while (true) {
            RawSocket.Frame frame = frame();
            if (frame.opcode() == RawSocket.CLOSE) {
                return frame;
            }
        }
    }

    long version() {
        return version;
    }

    String hash() {
        return hash;
    }

    String userId() {
        return userId;
    }

    String clientId() {
        return clientId;
    }

    JsonNode presence() {
        return presence;
    }

    Map.Entry<Long, String> point() {
        return Map.entry(version, hash);
    }

    @Override
    public void close() {
        socket.close();
    }
}
