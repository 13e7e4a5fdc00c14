package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What REST knows of people at sockets, and sockets of what people change by REST. */
class PeopleTests extends SocketTest {

    private static final String ME = "/api/v1/me";

    @Test
    @DisplayName("[R9] who opens a document by socket finds it in the list")
    void aJoinIsAVisit() {
        Browser ben = guest();
        assertThat(listed(ben)).isEmpty();
        open(ben, "ben").join();
        List<String> ids = listed(ben);
        for (int tries = 0; ids.isEmpty(); tries++) {
            assertThat(tries).as("tries: it is written down beside everything else").isLessThan(2_000);
            ids = listed(ben);
        }
        assertThat(ids).containsExactly(documentId());
    }

    private static List<String> listed(Browser browser) {
        return browser.get(DOCUMENTS).json().path("items").valueStream().map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    @DisplayName("[R2] a new name and colour are shown to others at open documents, and to who joins later")
    void aNewName() {
        Browser browser = guest();
        Seat ben = open(browser, "ben").settled();
        named(bystander(), ben.userId(), browser.get(ME).text("name"));
        assertThat(browser.patch(ME, "{\"name\":\"Zo\u00eb\",\"color\":\"#0a0b0c\"}").status()).isEqualTo(200);
        assertThat(named(bystander(), ben.userId(), "Zo\u00eb").path("color").asString()).isEqualTo("#0a0b0c");
        assertThat(userIn(join("cid").presence(), ben.userId()).orElseThrow().path("name").asString())
                .isEqualTo("Zo\u00eb");
    }

    @Test
    @DisplayName("[R2] a name that is changed between opening the socket and hello is the one that is shown")
    void aNewNameBeforeHello() {
        Browser browser = guest();
        Seat ben = open(browser, "ben");
        ben.socket.send(0x80 | RawSocket.PING, new byte[0]);
        assertThat(ben.socket.read().opcode()).as("the server has the socket").isEqualTo(RawSocket.PONG);
        browser.patch(ME, "{\"name\":\"Zo\u00eb\"}");
        assertThat(ben.join().at("/user/name").asString()).isEqualTo("Zo\u00eb");
        assertThat(userIn(join("cid").presence(), ben.userId()).orElseThrow().path("name").asString())
                .isEqualTo("Zo\u00eb");
    }

    /** Reads on until {@code seat} is shown {@code userId} under {@code name}; who that is. */
    private static JsonNode named(Seat seat, String userId, String name) {
        while (true) {
            Optional<JsonNode> user = userIn(seat.next("presence"), userId)
                    .filter(one -> one.path("name").asString().equals(name));
            if (user.isPresent()) {
                return user.get();
            }
        }
    }

    private static Optional<JsonNode> userIn(JsonNode presence, String userId) {
        return presence.path("changed").valueStream()
                .map(one -> one.path("user"))
                .filter(user -> user.path("id").asString().equals(userId))
                .findFirst();
    }
}
