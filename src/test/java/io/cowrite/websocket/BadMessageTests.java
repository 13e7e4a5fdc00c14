package io.cowrite.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What no client of ours sends, sent all the same: the answer, and that nobody else notices. */
class BadMessageTests extends SocketTest {

    private static final String HELLO = "{\"type\":\"hello\",\"clientId\":\"x\",\"attempt\":1}";
    private static final String HASH = "a".repeat(64);

    /** Bad whenever they come. */
    static final List<String> NO_MESSAGES = List.of(
            "",
            " ",
            "null",
            "1",
            "\"hello\"",
            "[]",
            "[" + HELLO + "]",
            "{}",
            "{",
            "{\"type\":\"hello\"",
            HELLO + HELLO,
            HELLO + "x",
            "\uFEFF" + HELLO,
            "/* */" + HELLO,
            "{'type':'ping','id':'1'}",
            "{type:\"ping\",\"id\":\"1\"}",
            "{\"type\":\"ping\",\"id\":\"1\",}",
            "{\"type\":\"ping\",\"id\":\"\\x41\"}",
            "{\"id\":\"1\",\"type\":\"ping\"}",
            "{\"type\":null}",
            "{\"type\":1}",
            "{\"type\":\"\"}",
            "{\"type\":\"nothing\"}",
            "{\"type\":\"HELLO\"}",
            "{\"type\":\"welcome\"}",
            "{\"type\":\"ops\",\"firstVersion\":1,\"operations\":[],\"hash\":\"" + HASH + "\"}",
            "{\"type\":\"pong\",\"id\":\"1\"}",
            "{\"type\":\"ping\",\"type\":\"ping\",\"id\":\"1\"}",
            "{\"type\":\"__proto__\"}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":" + "[".repeat(16) + "]".repeat(16) + "}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "[".repeat(60_000),
            "{\"a\":".repeat(10_000),
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":[" + "1,".repeat(20_000) + "1]}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":" + "9".repeat(21) + "}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":" + "9".repeat(60_000) + "}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":NaN}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":01}",
            "{\"type\":\"ping\",\"id\":\"1\",\"x\":1,\"x\":1}",
            "{\"type\":\"ping\",\"id\":\"1\",\"" + "n".repeat(1_025) + "\":1}");

    /** Bad as the first frame. */
    static final List<String> NO_HELLOS = List.of(
            "{\"type\":\"ping\",\"id\":\"1\"}",
            Seat.submission(1, 0, "[]"),
            "{\"type\":\"presence\",\"baseVersion\":0,\"selection\":null}",
            "{\"type\":\"diverged\",\"version\":0,\"checksum\":0}",
            "{\"type\":\"hello\"}",
            "{\"type\":\"hello\",\"clientId\":\"x\"}",
            "{\"type\":\"hello\",\"attempt\":1}",
            hello("null", "1", "[]"),
            hello("1", "1", "[]"),
            hello("\"\"", "1", "[]"),
            hello("\"a b\"", "1", "[]"),
            hello("\"é\"", "1", "[]"),
            hello("\"" + "x".repeat(65) + "\"", "1", "[]"),
            hello("\"x\"", "null", "[]"),
            hello("\"x\"", "-1", "[]"),
            hello("\"x\"", "1.0", "[]"),
            hello("\"x\"", "\"1\"", "[]"),
            hello("\"x\"", "9007199254740992", "[]"),
            hello("\"x\"", "1e999999", "[]"),
            hello("\"x\"", "1", "{}"),
            hello("\"x\"", "1", "[1]"),
            hello("\"x\"", "1", "[{}]"),
            hello("\"x\"", "1", "[{\"version\":1}]"),
            hello("\"x\"", "1", "[" + point(-1, HASH) + "]"),
            hello("\"x\"", "1", "[" + point(1, "A".repeat(64)) + "]"),
            hello("\"x\"", "1", "[" + point(1, "a") + "]"),
            hello("\"x\"", "1", "[" + point(1, HASH) + "," + point(1, HASH) + "]"),
            hello("\"x\"", "1", "[" + point(1, HASH) + "," + point(2, HASH) + "]"),
            hello("\"x\"", "1", points(9)),
            "{\"type\":\"hello\",\"clientId\":\"x\",\"attempt\":1,\"ticket\":1}",
            "{\"type\":\"hello\",\"clientId\":\"x\",\"attempt\":1,\"ticket\":\"" + "t".repeat(257) + "\"}");

    /** Bad once one has joined. */
    static final List<String> NO_LIVE_MESSAGES = List.of(
            HELLO,
            "{\"type\":\"submit\"}",
            "{\"type\":\"submit\",\"sequence\":1,\"baseVersion\":0}",
            "{\"type\":\"submit\",\"sequence\":1,\"operation\":[]}",
            "{\"type\":\"submit\",\"baseVersion\":0,\"operation\":[]}",
            submit("0", "0", "[]"),
            submit("-1", "0", "[]"),
            submit("1.5", "0", "[]"),
            submit("\"1\"", "0", "[]"),
            submit("null", "0", "[]"),
            submit("true", "0", "[]"),
            submit("[1]", "0", "[]"),
            submit("9007199254740992", "0", "[]"),
            submit("99999999999999999999", "0", "[]"),
            submit("1", "-1", "[]"),
            submit("1", "0.0", "[]"),
            submit("1", "1e3", "[]"),
            submit("1", "\"0\"", "[]"),
            submit("1", "null", "[]"),
            submit("1", "0", "null"),
            submit("1", "0", "{}"),
            submit("1", "0", "\"x\""),
            submit("1", "0", "[[]]"),
            submit("1", "0", "[null]"),
            submit("1", "0", "[1]"),
            submit("1", "0", "[{}]"),
            operation("{\"retain\":0}"),
            operation("{\"retain\":-1}"),
            operation("{\"retain\":1.5}"),
            operation("{\"retain\":1.0}"),
            operation("{\"retain\":2147483648}"),
            operation("{\"retain\":2147483647},{\"insert\":\"x\"}"),
            operation("{\"retain\":\"1\"}"),
            operation("{\"retain\":null}"),
            operation("{\"retain\":{}}"),
            operation("{\"delete\":0}"),
            operation("{\"delete\":-5}"),
            operation("{\"delete\":0.5}"),
            operation("{\"delete\":2147483647},{\"delete\":2147483647}"),
            operation("{\"delete\":true}"),
            operation("{\"insert\":\"\"}"),
            operation("{\"insert\":1}"),
            operation("{\"insert\":null}"),
            operation("{\"insert\":{\"image\":\"x\",\"width\":1}}"),
            operation("{\"insert\":{\"image\":1.5}}"),
            operation("{\"insert\":{\"image\":[[[[[1]]]]]}}"),
            operation("{\"insert\":\"\\ud800\"}"),
            operation("{\"insert\":\"\\udc00x\"}"),
            operation("{\"insert\":\"\\udc00\\ud800\"}"),
            operation("{\"insert\":\"\\ud83d\"},{\"insert\":\"\\ude00\"}"),
            operation("{\"insert\":\"a\\r\\nb\"}"),
            operation("{\"insert\":\"\\r\"}"),
            operation("{\"insert\":\"x\",\"retain\":1}"),
            operation("{\"insert\":\"x\",\"attributes\":{\"bold\":null}}"),
            operation("{\"insert\":\"x\",\"attributes\":[]}"),
            operation("{\"delete\":1,\"attributes\":{}}"),
            operation("{\"attributes\":{\"bold\":true}}"),
            operation("{\"retain\":1,\"attributes\":{\"a\":{\"b\":\"\\ud800\"}}}"),
            operation("{\"retain\":1,\"__proto__\":{}}"),
            operation("{\"move\":1}"),
            operation("{\"__proto__\":1}"),
            operation("{\"insert\":\"x\",\"insert\":\"y\"}"),
            "{\"type\":\"presence\"}",
            presence("-1", "null", "null"),
            presence("null", "null", "null"),
            presence("0", "1", "null"),
            presence("0", "{}", "null"),
            presence("0", "{\"anchor\":1}", "null"),
            presence("0", "{\"anchor\":-1,\"head\":0}", "null"),
            presence("0", "{\"anchor\":0.5,\"head\":0}", "null"),
            presence("0", "{\"anchor\":0,\"head\":2147483648}", "null"),
            presence("0", "null", "1"),
            presence("0", "null", "[]"),
            presence("0", "null", "{\"a\":\"\\ud800\"}"),
            presence("0", "null", "{\"a\":\"" + "x".repeat(1_024 - 7) + "\"}"),
            "{\"type\":\"presence\",\"baseVersion\":0,\"selection\":null,\"sequence\":0}",
            "{\"type\":\"diverged\",\"version\":1}",
            "{\"type\":\"diverged\",\"version\":1,\"checksum\":-1}",
            "{\"type\":\"diverged\",\"version\":1,\"checksum\":4294967296}",
            "{\"type\":\"ping\"}",
            "{\"type\":\"ping\",\"id\":1}",
            "{\"type\":\"ping\",\"id\":\"" + "x".repeat(65) + "\"}");

    static Stream<String> firstFrames() {
        return Stream.concat(NO_MESSAGES.stream(), NO_HELLOS.stream());
    }

    static Stream<String> laterFrames() {
        return Stream.concat(NO_MESSAGES.stream(), NO_LIVE_MESSAGES.stream());
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("firstFrames")
    @DisplayName("[W6] [W7] a first frame that is no hello closes with 4400")
    void aFirstFrameThatIsNoHello(String frame) {
        Seat bad = open(guest(), "bad");
        bad.socket.sendText(frame);
        closesWith(bad, 4400);
        bystanderIsUnharmed("hello");
    }

    @ParameterizedTest(name = "{argumentsWithNames}")
    @MethodSource("laterFrames")
    @DisplayName("[W6] [W7] a malformed message, or a second hello, closes with 4400")
    void aMalformedMessage(String frame) {
        Seat bad = join("bad");
        bad.socket.sendText(frame);
        closesWith(bad, 4400);
        bystanderIsUnharmed("hello");
    }

    private static void closesWith(Seat bad, int code) {
        RawSocket.Frame closing = bad.closing();
        assertThat(closing.closeCode()).isEqualTo(code);
        assertThat(closing.payload().length - 2).isBetween(1, 123);
        assertThat(closing.closeReason()).doesNotContain("Exception", "io.cowrite", "java", "jetty");
    }

    @Test
    @DisplayName("[W7] unknown fields are passed over, also strange ones; the edge of every limit is accepted")
    void theEdgesAreAccepted() {
        Seat seat = open(guest(), "x".repeat(64));
        seat.socket.sendText("{\"type\":\"hello\",\"__proto__\":{\"x\":1},\"since\":" + points(8) + ",\"attempt\":"
                + "9007199254740991,\"constructor\":null,\"clientId\":\"" + "x".repeat(64) + "\",\"ticket\":null}");
        assertThat(seat.next("welcome").path("resumed").asBoolean()).isFalse();
        String deep = "[".repeat(15) + "]".repeat(15);
        seat.socket.sendText("{\"type\":\"ping\",\"x\":" + deep + ",\"y\":" + "9".repeat(20) + ",\"z\":["
                + "1,".repeat(19_000) + "1],\"" + "n".repeat(1_024) + "\":1,\"id\":\"" + "i".repeat(64) + "\"}");
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("i".repeat(64));
        seat.socket.sendText(presence("1", "{\"anchor\":0,\"head\":5}", "{\"a\":\"" + "x".repeat(1_024 - 8) + "\"}"));
        assertThat(bystander().next("presence").at("/changed/0/clientId").isMissingNode()).isTrue();
        bystanderIsUnharmed("hello");
    }

    /** Operations that are well made and do not fit "hello". */
    @ParameterizedTest
    @ValueSource(strings = {
            "past_end [{\"delete\":6}]", "past_end [{\"retain\":6},{\"insert\":\"x\"}]",
            "past_end [{\"retain\":5},{\"delete\":1}]", "past_end [{\"delete\":2147483647}]",
            "past_end [{\"insert\":\"x\"},{\"retain\":5},{\"delete\":1}]"
    })
    @DisplayName("[W13] an operation past the end is refused, and nothing else changes")
    void pastTheEnd(String refusedAndOperation) {
        String[] parts = refusedAndOperation.split(" ", 2);
        refused(parts[1], parts[0]);
        bystanderIsUnharmed("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[{\"retain\":6},{\"insert\":\"x\"}]", "[{\"retain\":6},{\"delete\":1}]",
            "[{\"retain\":5},{\"delete\":1}]", "[{\"delete\":6}]"
    })
    @DisplayName("[W13] an operation that would cut a surrogate pair is refused")
    void aCutPair(String operation) {
        Seat other = join("other");
        other.submit("[{\"retain\":5},{\"insert\":\"\uD83D\uDE00\"}]");
        other.own(1);
        bystander().ops();
        refused(operation, "cuts_surrogate_pair");
        bystanderIsUnharmed("hello\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[{\"insert\":\"x\",\"attributes\":{\"bold\":true}}]", "[{\"retain\":1,\"attributes\":{\"bold\":null}}]",
            "[{\"insert\":{\"image\":\"x\"}}]"
    })
    @DisplayName("[K11] [W13] attributes and embeds are refused in plain text")
    void attributesInPlainText(String operation) {
        refused(operation, "schema");
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W13] 4,000 components are accepted, 4,001 refused")
    void components() {
        String spaces = " ".repeat(2_000);
        bystander().write(spaces);
        Seat seat = join("many");
        seat.submit(components(3_999).replace("]", ",{\"delete\":1}]"));
        assertThat(seat.own(1).has("refused")).isFalse();
        bystander().ops();
        String content = content();
        assertThat(content).isEqualTo("x ".repeat(1_999) + "xhello");
        refused(components(4_001), "too_large");
        bystanderIsUnharmed(content);
    }

    /** Inserts and retains in turn, an insert last. */
    private static String components(int count) {
        List<String> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(i % 2 == 0 ? "{\"insert\":\"x\"}" : "{\"retain\":1}");
        }
        return "[" + String.join(",", components) + "]";
    }

    private void refused(String operation, String code) {
        Seat bad = join("bad");
        bad.submit(operation);
        JsonNode entry = bad.own(1);
        assertThat(entry.path("refused").asString()).isEqualTo(code);
        assertThat(entry.path("operation").size()).isZero();
        JsonNode seen = only(bystander().ops());
        assertThat(seen).isEqualTo(entry);
        bad.submit("[]");
        assertThat(bad.own(2).has("refused")).as("goes on").isFalse();
        bystander().ops();
    }

    private static String hello(String clientId, String attempt, String since) {
        return "{\"type\":\"hello\",\"clientId\":" + clientId + ",\"attempt\":" + attempt + ",\"since\":" + since
                + "}";
    }

    private static String point(long version, String hash) {
        return "{\"version\":" + version + ",\"hash\":\"" + hash + "\"}";
    }

    private static String points(int count) {
        List<String> points = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            points.add(point(i + 100, HASH));
        }
        return "[" + String.join(",", points) + "]";
    }

    private static String submit(String sequence, String base, String operation) {
        return "{\"type\":\"submit\",\"sequence\":" + sequence + ",\"baseVersion\":" + base + ",\"operation\":"
                + operation + "}";
    }

    private static String operation(String components) {
        return submit("1", "0", "[" + components + "]");
    }

    private static String presence(String base, String selection, String state) {
        return "{\"type\":\"presence\",\"baseVersion\":" + base + ",\"selection\":" + selection + ",\"state\":" + state
                + "}";
    }
}
