package io.cowrite.access;

import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import io.cowrite.web.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** [R1] [R2] [R4] */
class MeTests extends ServiceTest {

    private static final String ME = "/api/v1/me";

    @Test
    void theFirstCallMakesAGuest() {
        Answer answer = stranger().get(ME);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.text("name")).matches("[A-Z][a-z]+ [A-Z][a-z]+");
        assertThat(GuestMaker.COLORS).contains(answer.text("color"));
        assertThat(answer.header("Set-Cookie")).containsPattern(
                "cowrite_guest=[^;]+; Path=/; Max-Age=31536000; Expires=[^;]+; HttpOnly; SameSite=Lax");
        assertThat(answer.header("Set-Cookie")).contains("XSRF-TOKEN=").doesNotContain("Secure");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theTokenAgainstForgeryIsForScripts() {
        Browser browser = stranger();
        Answer answer = browser.get(ME);
        String cookie = answer.header("Set-Cookie").replaceFirst("^.*(XSRF-TOKEN=[^;]+(; (?!Expires)[^;,]+)*).*$",
                "$1");
        assertThat(cookie).startsWith("XSRF-TOKEN=").doesNotContain("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void laterCallsKnowTheGuestAndRenewTheCookie() {
        Browser browser = guest();
        Answer again = browser.get(ME);
        assertThat(again.text("id")).isEqualTo(browser.get(ME).text("id"));
        assertThat(again.header("Set-Cookie")).contains("cowrite_guest=");
    }

    @Test
    void aChangedCookieIsNobody() {
        Browser browser = guest();
        String id = browser.get(ME).text("id");
        String sealed = browser.cookies().getOrDefault(Browser.GUEST_COOKIE, "");
        browser.cookies().put(Browser.GUEST_COOKIE, sealed.replaceFirst("^..", "AA"));
        assertThat(browser.get("/api/v1/documents").text("code")).isEqualTo("not_signed_in");
        assertThat(browser.get(ME).text("id")).isNotEmpty().isNotEqualTo(id);
    }

    @Test
    void nameAndColorAreChangedAndKept() {
        Browser browser = guest();
        String id = browser.get(ME).text("id");
        Answer changed = browser.patch(ME, "{\"name\":\"  Zoë \uD83E\uDD8A \",\"color\":\"#0a0b0c\"}");
        assertThat(changed.status()).isEqualTo(200);
        Answer read = browser.get(ME);
        assertThat(read.text("id")).isEqualTo(id);
        assertThat(read.text("name")).isEqualTo("Zoë \uD83E\uDD8A");
        assertThat(read.text("color")).isEqualTo("#0a0b0c");
        assertThat(browser.patch(ME, "{\"name\":\"Only\"}").text("color")).isEqualTo("#0a0b0c");
    }

    @Test
    void aNameHasAtMostEightyCharacters() {
        Browser browser = guest();
        String fox = "\uD83E\uDD8A";
        assertThat(rename(browser, fox.repeat(80)).status()).isEqualTo(200);
        assertThat(browser.get(ME).text("name")).isEqualTo(fox.repeat(80));
        assertThat(rename(browser, "a".repeat(81)).text("code")).isEqualTo("invalid_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\u0000", "\u0007", "a\u2028b", "\u0085x", "\ud800", "x\udc00"})
    void aNameIsALineOfText(String name) {
        Browser browser = guest();
        String before = browser.get(ME).text("name");
        Answer answer = rename(browser, name);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid_name");
        assertThat(browser.get(ME).text("name")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "#GGGGGG", "#0a0b0c;x", "#0A0B0C", ""})
    void aColorIsSixDigits(String color) {
        assertThat(guest().patch(ME, "{\"color\":" + Browser.quoted(color) + "}").text("code"))
                .isEqualTo("invalid_color");
    }

    @Test
    void anIdIsNotGivenByTheClient() {
        assertThat(guest().patch(ME, "{\"id\":\"0\",\"name\":\"x\"}").text("code")).isEqualTo("malformed_body");
    }

    @Test
    void changesNeedACookieAndTheToken() {
        assertThat(stranger().patch(ME, "{}").text("code")).isEqualTo("csrf_token_missing");
        Browser browser = stranger();
        browser.get("/livez");
        assertThat(browser.patch(ME, "{}").text("code")).isEqualTo("not_signed_in");
        assertThat(guest().patch(ME, "{}", Browser.CSRF_HEADER, "wrong").text("code")).isEqualTo("csrf_token_missing");
    }

    private static Answer rename(Browser browser, String name) {
        StringBuilder escaped = new StringBuilder();
        name.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
        return browser.patch(ME, "{\"name\":\"" + escaped + "\"}");
    }
}
