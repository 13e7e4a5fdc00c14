package io.cowrite.web;

import io.cowrite.web.Browser.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** [R11] [R12] [R13] [R14] What all answers have in common. */
class AnswerTests extends ServiceTest {

    private static final String DOCUMENTS = "/api/v1/documents";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            POST   | /api/v1/documents   | {                             | 400 | malformed_body
            POST   | /api/v1/documents   | {"title":"a","title":"b"}     | 400 | malformed_body
            POST   | /api/v1/documents   | {"title":1,"type":"text"}     | 400 | malformed_body
            POST   | /api/v1/documents   | {"title":true,"type":"text"}  | 400 | malformed_body
            POST   | /api/v1/documents   | {"title":"a","type":"text"} x | 400 | malformed_body
            POST   | /api/v1/documents   | []                            | 400 | malformed_body
            POST   | /api/v1/documents   | "x"                           | 400 | malformed_body
            POST   | /api/v1/documents   | -                             | 400 | malformed_body
            GET    | /api/v1/nothing     | -                             | 404 | not_found
            GET    | /nothing            | -                             | 404 | not_found
            GET    | /api/v1/documents/1 | -                             | 404 | no_such_document
            GET    | /api/v1/documents/1-1-1-1-1 | -                     | 404 | no_such_document
            PUT    | /api/v1/documents   | {}                            | 405 | method_not_allowed
            DELETE | /api/v1/me          | -                             | 405 | method_not_allowed
            GET    | /api/v1/documents;a=b    | -                        | 400 | bad_request
            """)
    void problemsHaveOneShape(String method, String path, @Nullable String body, int status, String code) {
        Answer answer = guest().call(method, path, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo("about:blank");
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("detail")).isNotEmpty();
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "code", "detail");
        assertThat(answer.body()).doesNotContainIgnoringCase("exception").doesNotContain("io.cowrite")
                .doesNotContain("org.").doesNotContain("java");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        assertThat(guest().post(DOCUMENTS, "title=x", "Content-Type", "application/x-www-form-urlencoded")
                .text("code")).isEqualTo("unsupported_media_type");
        assertThat(guest().post(DOCUMENTS, "{}", "Content-Type", "text/plain").status()).isEqualTo(415);
    }

    @Test
    void anUnknownFormIsAProblemAllTheSame() {
        Answer answer = guest().get(DOCUMENTS, "Accept", "text/html");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text("code")).isEqualTo("not_acceptable");
    }

    @Test
    void nestingAndNamesInBodiesAreBounded() {
        String deep = "{\"title\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(guest().post(DOCUMENTS, deep).text("code")).isEqualTo("malformed_body");
        String name = "{\"" + "n".repeat(1_000_000) + "\":1}";
        assertThat(guest().post(DOCUMENTS, name).text("code")).isEqualTo("malformed_body");
    }

    @ParameterizedTest
    @CsvSource({"13, 256, 422, invalid_content", "14, 256, 400, malformed_body", "13, 257, 400, malformed_body"})
    void sixteenLevelsAndNamesOf256CharactersAreRead(int levels, int name, int status, String code) {
        String embed = "{\"" + "n".repeat(name) + "\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
        String body = "{\"title\":\"x\",\"type\":\"text\",\"content\":[" + embed + "]}";
        Answer answer = guest().post(DOCUMENTS, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void whoSendsAllOfABodyBeforeReadingHearsThatItIsTooLarge() throws IOException {
        Browser browser = guest();
        String head = "POST " + DOCUMENTS + " HTTP/1.1\r\nHost: localhost:" + port() + "\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + (BodyLimitFilter.BODY_BYTES_MAX + 1) + "\r\n"
                + "Cookie: " + Browser.CSRF_COOKIE + "=" + browser.cookies().get(Browser.CSRF_COOKIE) + "; "
                + Browser.GUEST_COOKIE + "=" + browser.cookies().get(Browser.GUEST_COOKIE) + "\r\n"
                + Browser.CSRF_HEADER + ": " + browser.cookies().get(Browser.CSRF_COOKIE) + "\r\n\r\n";
        try (Socket socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[(int) BodyLimitFilter.BODY_BYTES_MAX + 1]);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("too_large");
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefusedByItsLength() {
        String blanks = " ".repeat((int) BodyLimitFilter.BODY_BYTES_MAX - 2);
        assertThat(guest().post(DOCUMENTS, "{}" + blanks).text("code")).isEqualTo("invalid_title");
        Answer over = guest().post(DOCUMENTS, "{}" + blanks + " ");
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("code")).isEqualTo("too_large");
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedWhenItPassesTheLimit() {
        int max = (int) BodyLimitFilter.BODY_BYTES_MAX;
        assertThat(guest().postChunked(DOCUMENTS, "{}" + " ".repeat(max - 2)).text("code"))
                .isEqualTo("invalid_title");
        assertThat(guest().postChunked(DOCUMENTS, "{}" + " ".repeat(max - 1)).text("code")).isEqualTo("too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/documents", "/d/x", "/nothing", "/livez"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Answer answer = guest().get(path);
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self'; ")
                .contains("frame-ancestors 'none'")
                .contains("require-trusted-types-for 'script'; trusted-types svelte-trusted-html cowrite-worker")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void otherOriginsAreNotToldThatTheyMay() {
        Answer answer = guest().get(DOCUMENTS, "Origin", "https://evil.com");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aMethodIsNotTakenFromAHeaderOrParameter() {
        Browser browser = guest();
        String path = browser.post(DOCUMENTS, "{\"title\":\"x\",\"type\":\"text\"}").header("Location");
        browser.post(path + "?_method=DELETE", "{}", "X-HTTP-Method-Override", "DELETE");
        assertThat(browser.get(path).json().has("deletedAt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/livez", "/readyz"})
    void healthIsAStatusAndNothingElse(String path) {
        Answer answer = stranger().get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("UP");
        assertThat(answer.body()).doesNotContain("components").doesNotContain("details");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "/env", "/heapdump", "/loggers", "/beans", "/mappings", "/metrics", "/prometheus",
            "/threaddump",
            "/configprops", "/shutdown", "/flyway", "/health/db"
    })
    void nothingElseOfTheInsidesIsThere(String path) {
        assertThat(guest().get("/actuator" + path).status()).isEqualTo(404);
        assertThat(guest().post("/actuator" + path, "{}").status()).isIn(404, 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /api/v1/documents/a%00b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /api//v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "BROKEN\r\n\r\n",
            "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"
    })
    void whatIsNoRequestLearnsNothing(String raw) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 400");
            assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("exception")
                    .doesNotContain("at org.");
        }
    }
}
