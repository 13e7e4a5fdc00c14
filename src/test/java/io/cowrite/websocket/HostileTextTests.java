package io.cowrite.websocket;

import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** [W5] [R12] What means something to SQL, JavaScript, terminals or logs is text like any other, everywhere. */
@ExtendWith(OutputCaptureExtension.class)
class HostileTextTests extends SocketTest {

    private static final String CONTROL_AND_LINES = ".*[\\p{Cntrl}\u2028\u2029].*";

    @ParameterizedTest
    @ValueSource(strings = {
            "'; drop table document; --", "\\'; select pg_sleep(9)--", "$$ $1 ? ?? :x #{x} ${x}", "%' or '1'='1",
            "\u0000", "a\u0000b", "\u001b[31mred\u001b[0m", "\u202eevil\u202c", "\u2066x\u2069", "\ufeffx", "\u2028x",
            "😀👩‍👩‍👧‍👦\ud83c\uddfa\ud83c\uddf3", "e\u0301\u0301\u0301", "\uffff\ufffe",
            "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "null", "undefined", "NaN", "-1",
            "<script>alert(1)</script>", "\" onload=\"x", "javascript:alert(1)", "../../etc/passwd", "%00%2e%2e",
            "{{7*7}}",
            "${jndi:ldap://x/y}", "class.module.classLoader", "{\"@class\":\"java.lang.Runtime\"}"})
    @DisplayName("[W5] it comes back to the unit, or is refused as a title or name for its control characters")
    void comesBack(String text) {
        Seat bad = join("bad");
        bad.write(text);
        String entry = only(bystander().ops()).path("operation").get(0).path("insert").asString();
        assertThat(entry).isEqualTo(text);
        assertThat(content()).isEqualTo(text + "hello");
        assertThat(ann().get(path() + "/content", "Accept", "application/json").json().get(0).path("insert").asString())
                .isEqualTo(text + "hello");

        assertAcceptedAsLine(ann().patch(path(), "{\"title\":" + Browser.quoted(text) + "}"), "title", text);
        Browser named = guest();
        assertAcceptedAsLine(named.patch("/api/v1/me", "{\"name\":" + Browser.quoted(text) + "}"), "name", text);
        bystanderIsUnharmed(text + "hello");
    }

    /** Ends of white space are taken off; U+FEFF is none to Java. */
    private static void assertAcceptedAsLine(Answer answer, String field, String text) {
        if (text.matches("(?s)" + CONTROL_AND_LINES)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text("code")).isEqualTo("invalid_" + field);
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text(field)).isEqualTo(text.strip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "' or 1=1 --",
            "00000000-0000-0000-0000-00000000000\u0660"})
    @DisplayName("[W5] as a document's id it is no document")
    void noDocument(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        Answer answer = ann().get(DOCUMENTS + "/" + encoded);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(open(ann(), encoded, "x").closed()).isEqualTo(4404);
        bystanderIsUnharmed("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "x\\ud83d", "\\ude00\\ud83d", "\\ud83dx"})
    @DisplayName("[W5] half a surrogate pair in an insert is malformed")
    void loneSurrogates(String escaped) {
        Seat bad = join("bad");
        bad.submit("[{\"insert\":\"" + escaped + "\"}]");
        assertThat(bad.closed()).isEqualTo(4400);
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("[W5] nothing that anybody sends begins a line of the log, or colours it")
    void logs(CapturedOutput output) {
        String forged = "x\r\n00:00:00.000 ERROR forged\u001b[31m";
        guest().get("/api/v1/nothing?" + URLEncoder.encode(forged, StandardCharsets.UTF_8), "User-Agent",
                "x [31m forged");
        ann().patch(path(), "{\"title\":" + Browser.quoted(forged) + "}");
        ann().post(DOCUMENTS, "{\"" + Browser.quoted(forged).substring(1) + ":1}");
        Seat bad = join("bad");
        bad.socket.sendText("{\"type\":" + Browser.quoted(forged) + "}");
        assertThat(bad.closing().closeReason()).doesNotContain("forged");
        bad = join("bad2");
        bad.socket.sendText("{\"type\":\"submit\"," + Browser.quoted(forged) + ":1}");
        assertThat(bad.closing().closeReason()).doesNotContain("forged");
        bad = join("bad3");
        bad.socket.send(0x88, ("\u0003\u00e8" + forged).getBytes(StandardCharsets.ISO_8859_1));
        bad.closing();
        bystanderIsUnharmed("hello");
        assertThat(output.getAll()).doesNotContain("forged").doesNotContain("\u001b");
    }
}
