package io.cowrite.websocket;

import io.cowrite.web.Browser.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Rich text over REST and the socket. */
class RichtextTests extends SocketTest {

    private static final String CONTENT = "[{\"insert\":\"Plan\"},{\"attributes\":{\"block\":\"h1\"},\"insert\":\"\\n\"},"
            + "{\"attributes\":{\"bold\":true},\"insert\":\"now\"},{\"insert\":\"\\n\"}]";

    private String id;

    @BeforeEach
    void make() {
        id = made(CONTENT).text("id");
    }

    private Answer made(String content) {
        return ann().post(DOCUMENTS, "{\"title\":\"Rich\",\"type\":\"richtext\",\"content\":" + content + "}");
    }

    private String read(String type) {
        return ann().get(DOCUMENTS + "/" + id + "/content", "Accept", type).body();
    }

    private Seat sit(String clientId) {
        return open(guest(), id, clientId).settled();
    }

    @Test
    @DisplayName("[R8] [R10] rich content is made from inserts and read as such, or as its text")
    void madeAndRead() {
        assertThat(read("application/json")).isEqualTo(CONTENT);
        assertThat(read("text/plain")).isEqualTo("Plan\nnow\n");
        Answer text = ann().post(DOCUMENTS, "{\"title\":\"Rich\",\"type\":\"richtext\",\"content\":\"a\\r\\nb\"}");
        id = text.text("id");
        assertThat(read("application/json")).isEqualTo("[{\"insert\":\"a\\nb\"}]");
        id = made("[{\"insert\":\"a\\r\\nb\",\"attributes\":{\"italic\":true,\"bold\":true}}]").text("id");
        assertThat(read("application/json"))
                .isEqualTo("[{\"attributes\":{\"bold\":true,\"italic\":true},\"insert\":\"a\\nb\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"insert\":\"a\",\"attributes\":{\"size\":1}}]", "[{\"insert\":{\"image\":\"x\"}}]",
            "[{\"insert\":\"a\",\"attributes\":{\"block\":\"h1\"}}]", "[{\"retain\":1,\"attributes\":{\"bold\":true}}]",
            "[{\"delete\":1}]", "[1]",
            "[{\"insert\":\"a\",\"attributes\":{\"link\":\"javascript:a\"}}]", "[{\"insert\":\"\"}]",
            "[{\"insert\":\"\\ud800\"}]"})
    @DisplayName("[R8] [K11] content that the type does not allow makes no document")
    void notMade(String content) {
        Answer answer = made(content);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid_content");
        assertThat(
                ann().post(DOCUMENTS, "{\"title\":\"x\",\"type\":\"text\",\"content\":" + CONTENT + "}").text("code"))
                .isEqualTo("invalid_content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{\"insert\":\"a\"}"})
    @DisplayName("[R8] content is text or an array")
    void noContent(String content) {
        assertThat(made(content).text("code")).isEqualTo("malformed_body");
    }

    @Test
    @DisplayName("[W8] a large document comes in parts that have its attributes")
    void contentInParts() {
        StringBuilder content = new StringBuilder("[");
        for (int i = 0; i < 5_000; i++) {
            content.append("{\"attributes\":{\"bold\":true},\"insert\":\"x\"},{\"insert\":\"\\u00e9\"},");
        }
        id = made(content.append("{\"insert\":\"end\"}]").toString()).text("id");
        Seat seat = open(guest(), id, "reader");
        JsonNode welcome = seat.join();
        int parts = welcome.path("contentParts").asInt();
        assertThat(parts).isGreaterThan(3);
        StringBuilder joined = new StringBuilder("[");
        for (int i = 0; i < parts; i++) {
            seat.next("content").path("operation")
                    .forEach(op -> joined.append(joined.length() > 1 ? "," : "").append(op));
        }
        assertThat(joined.append("]").toString()).isEqualTo(read("application/json"));
        assertThat(welcome.path("documentType").asString()).isEqualTo("richtext");
    }

    @Test
    @DisplayName("[W13] [K11] formatting is committed for all, and what the schema forbids is refused")
    void formatting() {
        Seat one = sit("one");
        Seat other = sit("other");
        one.submit("[{\"retain\":4,\"attributes\":{\"link\":\"https://a.example/\",\"italic\":true}},"
                + "{\"retain\":1,\"attributes\":{\"block\":\"quote\"}},{\"retain\":3,\"attributes\":{\"bold\":null}}]");
        assertThat(one.own(1).has("refused")).isFalse();
        assertThat(only(other.ops()).path("operation").get(1).path("attributes").path("block").asString())
                .isEqualTo("quote");
        other.submit("[{\"retain\":1,\"attributes\":{\"block\":\"h1\"}}]");
        assertThat(other.own(1).path("refused").asString()).isEqualTo("schema");
        assertThat(only(one.ops()).path("operation").size()).isZero();
        one.submit("[{\"insert\":{\"image\":\"x\"}}]");
        assertThat(one.own(2).path("refused").asString()).isEqualTo("schema");
        assertThat(read("application/json"))
                .isEqualTo("[{\"attributes\":{\"italic\":true,\"link\":\"https://a.example/\"},"
                        + "\"insert\":\"Plan\"},{\"attributes\":{\"block\":\"quote\"},\"insert\":\"\\n\"},{\"insert\":\"now\\n\"}]");
    }

    @Test
    @DisplayName("[K6] of two who set one attribute at once the committed one stays")
    void committedAttributeStays() {
        Seat one = sit("one");
        Seat other = sit("other");
        long base = one.version();
        one.submit("[{\"retain\":4},{\"retain\":1,\"attributes\":{\"block\":\"todo\"}}]");
        one.own(1);
        other.submit(1, base, "[{\"retain\":4},{\"retain\":1,\"attributes\":{\"block\":\"done\",\"bold\":true}}]");
        assertThat(other.own(1).path("operation").toString())
                .isEqualTo("[{\"retain\":4},{\"attributes\":{\"bold\":true},\"retain\":1}]");
        assertThat(read("application/json")).contains("{\"block\":\"todo\",\"bold\":true}");
    }
}
