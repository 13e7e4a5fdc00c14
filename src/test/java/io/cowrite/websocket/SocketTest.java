package io.cowrite.websocket;

import io.cowrite.web.Browser;
import io.cowrite.web.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A document of Ann's on the running service, and a bystander at it whom nothing that others do may harm. */
abstract class SocketTest extends ServiceTest {

    static final String DOCUMENTS = "/api/v1/documents";

    private final List<Seat> seats = new ArrayList<>();
    private Browser ann;
    private String documentId;
    private Seat bystander;

    @BeforeEach
    void gather() {
        ann = guest();
        documentId = create(ann, "hello");
        bystander = join("bystander");
    }

    @AfterEach
    void leave() {
        seats.forEach(Seat::close);
    }

    Browser ann() {
        return ann;
    }

    String documentId() {
        return documentId;
    }

    Seat bystander() {
        return bystander;
    }

    String create(Browser maker, String content) {
        String body = "{\"title\":\"Plan\",\"type\":\"text\",\"content\":" + Browser.quoted(content) + "}";
        return maker.post(DOCUMENTS, body).text("id");
    }

    /** A socket to the document that has said nothing yet. */
    Seat open(Browser browser, String clientId) {
        return open(browser, documentId, clientId);
    }

    Seat open(Browser browser, String document, String clientId) {
        Seat seat = new Seat(port(), browser, document, clientId);
        seats.add(seat);
        return seat;
    }

    /** Somebody new who has joined and knows who is here. */
    Seat join(String clientId) {
        return open(guest(), clientId).settled();
    }

    String path() {
        return DOCUMENTS + "/" + documentId;
    }

    String content() {
        return ann.get(path() + "/content", "Accept", "text/plain").body();
    }

    /** The document is {@code content}, and the next edit of the bystander is committed and the next entry it sees. */
    void bystanderIsUnharmed(String content) {
        assertThat(content()).isEqualTo(content);
        bystander.submit("[{\"insert\":\"+\"}]");
        assertThat(bystander.ops()).singleElement().satisfies(entry -> {
            assertThat(bystander.isOwn(entry)).isTrue();
            assertThat(entry.has("refused")).isFalse();
        });
        assertThat(content()).isEqualTo("+" + content);
    }

    static JsonNode only(List<JsonNode> entries) {
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }
}
