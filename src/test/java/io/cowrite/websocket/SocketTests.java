package io.cowrite.websocket;

import io.cowrite.web.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people at a document, as the wire shows it. */
class SocketTests extends SocketTest {

    @Test
    @DisplayName("[W8] hello is answered by welcome, content in parts, and presence that names who is here")
    void theOpening() {
        String content = "x".repeat(150_000) + "\uD83D\uDE00";
        String id = create(ann(), content);
        Seat first = open(ann(), id, "first");
        JsonNode welcome = first.join();
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("role").asString()).isEqualTo("owner");
        assertThat(welcome.path("version").asLong()).isEqualTo(welcome.path("headVersion").asLong());
        assertThat(welcome.path("contentParts").asInt()).isGreaterThan(1);
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < welcome.path("contentParts").asInt(); i++) {
            JsonNode part = first.message();
            assertThat(part.path("type").asString()).isEqualTo("content");
            parts.append(part.at("/operation/0/insert").asString());
        }
        assertThat(parts.toString()).isEqualTo(content);
        assertThat(first.message().path("changed").size()).isZero();
        JsonNode seen = open(guest(), id, "second").settled().presence();
        assertThat(seen.path("viewers").asInt()).isEqualTo(2);
        assertThat(seen.at("/changed/0/user/id").asString()).isEqualTo(first.userId());
    }

    @Test
    @DisplayName("[W8] two people see each other's entries in one order")
    void oneOrder() {
        Seat ann = join("ann");
        Seat ben = join("ben");
        ann.submit("[{\"insert\":\"a\"}]");
        ben.submit("[{\"insert\":\"b\"}]");
        List<JsonNode> annSaw = two(ann);
        assertThat(two(ben)).isEqualTo(annSaw);
        assertThat(ann.hash()).isEqualTo(ben.hash());
        String order = annSaw.getFirst().path("clientId").asString().equals("ann") ? "ab" : "ba";
        assertThat(content()).isEqualTo(order + "hello");
    }

    private static List<JsonNode> two(Seat seat) {
        List<JsonNode> entries = new ArrayList<>();
        while (entries.size() < 2) {
            entries.addAll(seat.ops());
        }
        return entries;
    }

    @Test
    @DisplayName("[W9] a client resumes at its newest point that the log holds: entries follow, no content")
    void resumes() {
        Seat ann = join("ann");
        Map.Entry<Long, String> start = ann.point();
        ann.write("1");
        ann.write("2");
        Map.Entry<Long, String> end = ann.point();
        ann.close();
        Seat again = open(guest(), "again");
        JsonNode welcome = again.join(1, List.of(Map.entry(end.getKey() + 9, end.getValue()), start));
        assertThat(welcome.path("resumed").asBoolean()).isTrue();
        assertThat(welcome.path("version").asLong()).isEqualTo(start.getKey());
        assertThat(welcome.path("headVersion").asLong()).isEqualTo(end.getKey());
        assertThat(welcome.path("contentParts").asInt()).isZero();
        assertThat(again.message().path("type").asString()).isEqualTo("ops");
    }

    @Test
    @DisplayName("[W9] whose points the log does not hold gets the content anew")
    void reloads() {
        JsonNode welcome = open(guest(), "lost").join(1, List.of(Map.entry(1L, "0".repeat(64))));
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("contentParts").asInt()).isOne();
    }

    @Test
    @DisplayName("[W10] a resend takes effect once, on the same socket and on a new one")
    void resends() {
        Browser browser = guest();
        Seat ann = open(browser, "ann").settled();
        Map.Entry<Long, String> base = ann.point();
        ann.submit(1, base.getKey(), "[{\"insert\":\"x\"}]");
        ann.submit(1, base.getKey(), "[{\"insert\":\"x\"}]");
        ann.own(1);
        ann.close();
        Seat again = open(browser, "ann");
        again.join(2, List.of(base));
        again.submit(1, base.getKey(), "[{\"insert\":\"x\"}]");
        again.own(1);
        again.submit(2, again.version(), "[{\"insert\":\"y\"}]");
        assertThat(only(again.ops()).path("sequence").asLong()).isEqualTo(2);
        assertThat(content()).isEqualTo("yxhello");
    }

    @Test
    @DisplayName("[W10] a resend that differs closes with 4411")
    void aChangedResend() {
        Browser browser = guest();
        Seat ann = open(browser, "ann").settled();
        Map.Entry<Long, String> base = ann.point();
        ann.write("x");
        Seat again = open(browser, "ann");
        again.join(2, List.of(base));
        again.submit(1, base.getKey(), "[{\"insert\":\"z\"}]");
        assertThat(again.closed()).isEqualTo(4411);
        bystander().ops();
        bystanderIsUnharmed("xhello");
    }

    @Test
    @DisplayName("[W18] of two sockets of one replica the lower attempt is closed with 4409")
    void theLowerAttempt() {
        Browser browser = guest();
        Seat first = open(browser, "ann").settled();
        Seat second = open(browser, "ann");
        second.join(3, List.of());
        assertThat(first.closed()).isEqualTo(4409);
        Seat late = open(browser, "ann");
        late.sayHello(2, List.of());
        assertThat(late.closed()).isEqualTo(4409);
        second.write("x");
    }

    @Test
    @DisplayName("[W19] another user's clientId is nobody's credential: entries under it are another author's")
    void anothersClientId() {
        Seat ann = join("same");
        Map.Entry<Long, String> base = ann.point();
        ann.write("a");
        Seat ben = open(guest(), "same");
        ben.join(9, List.of(base));
        assertThat(ben.isOwn(only(ben.ops()))).isFalse();
        ben.submit(1, base.getKey(), "[{\"insert\":\"b\"}]");
        assertThat(ben.own(1).path("userId").asString()).isEqualTo(ben.userId());
        ann.ops();
        ann.write("still here ");
        assertThat(content()).isEqualTo("still here abhello");
    }

    @Test
    @DisplayName("[W14] access withdrawn while open closes with 4403")
    void accessWithdrawn() {
        Seat ben = join("ben");
        assertThat(ann().patch(path(), "{\"generalAccess\":\"none\"}").status()).isEqualTo(200);
        assertThat(ben.closed()).isEqualTo(4403);
        assertThat(bystander().closed()).isEqualTo(4403);
        assertThat(content()).isEqualTo("hello");
    }

    @Test
    @DisplayName("[W14] who becomes a viewer is told, and settles nothing")
    void downgraded() {
        Seat ben = join("ben");
        Seat owner = open(ann(), "owner").settled();
        ann().patch(path(), "{\"generalAccess\":\"viewer\"}");
        assertThat(ben.next("notice").path("role").asString()).isEqualTo("viewer");
        ben.submit("[{\"insert\":\"x\"}]");
        JsonNode notice = ben.next("notice");
        assertThat(notice.path("code").asString()).isEqualTo("role_changed");
        owner.submit("[{\"insert\":\"o\"}]");
        assertThat(owner.isOwn(only(owner.ops()))).isTrue();
        assertThat(content()).isEqualTo("ohello");
    }

    @Test
    @DisplayName("[W14] a document trashed while open closes with 4410")
    void trashed() {
        ann().delete(path());
        assertThat(bystander().closed()).isEqualTo(4410);
    }

    @Test
    @DisplayName("[W12] an operation above 60 KiB closes with 4413, at 60 KiB it is accepted")
    void operationBytes() {
        int around = "[{\"insert\":\"\"}]".length();
        Seat edge = join("edge");
        String text = "x".repeat(61_440 - around);
        edge.write(text);
        bystander().ops();
        Seat bad = join("bad");
        bad.submit("[{\"insert\":\"" + text + "x\"}]");
        assertThat(bad.closed()).isEqualTo(4413);
        bystanderIsUnharmed(text + "hello");
    }

    @Test
    @DisplayName("[W17] a WebSocket ping and a ping are both answered")
    void pings() {
        Seat seat = join("ann");
        seat.socket.send(0x80 | RawSocket.PING, new byte[]{7});
        RawSocket.Frame pong = seat.socket.read();
        assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
        assertThat(pong.payload()).containsExactly(7);
        seat.socket.sendText("{\"type\":\"ping\",\"id\":\"é\"}");
        assertThat(seat.next("pong").path("id").asString()).isEqualTo("é");
    }
}
