package io.cowrite.document;

import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import io.cowrite.web.ChangesHeard;
import io.cowrite.web.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** [R3] [R6] [R7] [R8] [R9] */
class DocumentsTests extends ServiceTest {

    private static final String DOCUMENTS = "/api/v1/documents";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ChangesHeard heard;

    @Test
    void aNewDocumentBelongsToItsMakerAndIsOpenToWhoeverHasItsAddress() {
        Browser maker = guest();
        Answer created = create(maker, "  Minutes  ");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(DOCUMENTS + "/" + created.text("id"));
        assertThat(created.text("title")).isEqualTo("Minutes");
        assertThat(created.text("type")).isEqualTo("text");
        assertThat(created.text("role")).isEqualTo("owner");
        assertThat(created.text("generalAccess")).isEqualTo("editor");
        assertThat(created.json().has("deletedAt")).isFalse();
        assertThat(created.json().path("owner")).isEqualTo(maker.get("/api/v1/me").json());
        assertThat(maker.get(created.header("Location")).json()).isEqualTo(created.json());
        Answer seen = guest().get(created.header("Location"));
        assertThat(seen.text("role")).isEqualTo("editor");
        assertThat(seen.json().path("owner")).isEqualTo(created.json().path("owner"));
    }

    @Test
    void aGuestIsWrittenDownWhenTheyOpenOrMakeADocument() {
        Browser maker = guest();
        assertThat(users(maker)).isZero();
        String id = create(maker, "x").text("id");
        assertThat(users(maker)).isOne();
        Browser reader = guest();
        reader.get(DOCUMENTS);
        assertThat(users(reader)).isZero();
        reader.get(DOCUMENTS + "/" + UUID.randomUUID());
        assertThat(users(reader)).isZero();
        reader.get(DOCUMENTS + "/" + id);
        assertThat(users(reader)).isOne();
        maker.patch("/api/v1/me", "{\"name\":\"Renamed\"}");
        assertThat(reader.get(DOCUMENTS + "/" + id).json().path("owner").path("name").asString())
                .isEqualTo("Renamed");
    }

    @Test
    void aTitleHasAtMostTwoHundredCharacters() {
        Browser maker = guest();
        String fox = "\uD83E\uDD8A";
        Answer edge = create(maker, fox.repeat(200));
        assertThat(edge.text("title")).isEqualTo(fox.repeat(200));
        assertThat(create(maker, fox.repeat(201)).text("code")).isEqualTo("invalid_title");
        String path = DOCUMENTS + "/" + edge.text("id");
        assertThat(maker.patch(path, title("a".repeat(201))).text("code")).isEqualTo("invalid_title");
        assertThat(maker.patch(path, title("a".repeat(200))).text("title")).isEqualTo("a".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"title\":\"\",\"type\":\"text\"}", "{\"title\":\" \\t\",\"type\":\"text\"}", "{\"type\":\"text\"}",
            "{\"title\":null,\"type\":\"text\"}", "{\"title\":\"a\\u0000\",\"type\":\"text\"}",
            "{\"title\":\"a\\nb\",\"type\":\"text\"}", "{\"title\":\"\\ud83e\",\"type\":\"text\"}"
    })
    void aTitleIsALineOfText(String body) {
        Answer answer = guest().post(DOCUMENTS, body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid_title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":\"a\"}", "{\"title\":\"a\",\"type\":\"TEXT\"}",
            "{\"title\":\"a\",\"type\":\"x\"}"})
    void aTypeIsNamed(String body) {
        assertThat(guest().post(DOCUMENTS, body).text("code")).isEqualTo("invalid_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ownerId", "owner", "version", "hash", "accessVersion", "createdAt", "deletedAt",
            "role"})
    void nothingElseIsTakenFromTheBody(String field) {
        Browser maker = guest();
        String id = create(maker, "x").text("id");
        Answer posted = maker.post(DOCUMENTS, "{\"title\":\"a\",\"type\":\"text\",\"" + field + "\":\"1\"}");
        Answer patched = maker.patch(DOCUMENTS + "/" + id, "{\"title\":\"a\",\"" + field + "\":\"1\"}");
        assertThat(posted.status()).isEqualTo(400);
        assertThat(posted.text("code")).isEqualTo("malformed_body");
        assertThat(patched.text("code")).isEqualTo("malformed_body");
        assertThat(maker.get(DOCUMENTS + "/" + id).text("title")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "EDITOR", "", "admin"})
    void generalAccessIsOneOfFour(String access) {
        Browser maker = guest();
        String path = DOCUMENTS + "/" + create(maker, "x").text("id");
        assertThat(maker.patch(path, access(access)).text("code")).isEqualTo("invalid_access");
        assertThat(maker.get(path).text("generalAccess")).isEqualTo("editor");
    }

    @Test
    void theOwnerSaysWhatTheAddressOpens() {
        Browser owner = guest();
        Browser other = guest();
        String path = DOCUMENTS + "/" + create(owner, "x").text("id");
        for (String access : List.of("viewer", "commenter", "editor")) {
            assertThat(owner.patch(path, access(access)).text("generalAccess")).isEqualTo(access);
            assertThat(other.get(path).text("role")).isEqualTo(access);
            int renamed = other.patch(path, title("by other")).status();
            assertThat(renamed).isEqualTo(access.equals("editor") ? 200 : 403);
        }
        assertThat(owner.patch(path, access("none")).text("generalAccess")).isEqualTo("none");
        assertThat(other.get(path).text("code")).isEqualTo("no_such_document");
        assertThat(owner.get(path).text("role")).isEqualTo("owner");
    }

    @Test
    void aChangeThatIsForbiddenInPartChangesNothing() {
        Browser owner = guest();
        String path = DOCUMENTS + "/" + create(owner, "x").text("id");
        Answer answer = guest().patch(path, "{\"title\":\"y\",\"generalAccess\":\"none\"}");
        assertThat(answer.text("code")).isEqualTo("forbidden");
        assertThat(owner.get(path).text("title")).isEqualTo("x");
    }

    @Test
    void everyChangeOfRightsBringsANewAccessVersion() {
        Browser owner = guest();
        String id = create(owner, "x").text("id");
        String path = DOCUMENTS + "/" + id;
        List<Long> versions = new ArrayList<>(List.of(accessVersion(id)));
        owner.patch(path, access("viewer"));
        versions.add(accessVersion(id));
        owner.patch(path, access("viewer"));
        versions.add(accessVersion(id));
        owner.delete(path);
        versions.add(accessVersion(id));
        owner.post(path + "/restore", "");
        versions.add(accessVersion(id));
        assertThat(versions).doesNotHaveDuplicates();
        owner.patch(path, title("y"));
        assertThat(accessVersion(id)).isEqualTo(versions.getLast());
    }

    @Test
    void roomsAreToldAfterTheCommit() {
        Browser owner = guest();
        UUID id = UUID.fromString(create(owner, "x").text("id"));
        String path = DOCUMENTS + "/" + id;
        owner.patch(path, access("viewer"));
        owner.patch(path, title("y"));
        owner.delete(path);
        owner.post(path + "/restore", "");
        assertThat(heard.of(id)).hasSize(4).allMatch(ChangesHeard.Change::committed);
        guest().patch(path, title("z"));
        assertThat(heard.of(id)).hasSize(4);
    }

    @Test
    void theTrashIsTheOwnersAndCanBeUndone() {
        Browser owner = guest();
        Browser other = guest();
        String path = DOCUMENTS + "/" + create(owner, "x").text("id");
        other.get(path);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).text("deletedAt")).isNotEmpty();
        assertThat(owner.get(path + "/content").status()).isEqualTo(404);
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(titles(owner, "")).isEmpty();
        assertThat(titles(other, "")).isEmpty();
        Answer restored = owner.post(path + "/restore", "");
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.json().has("deletedAt")).isFalse();
        assertThat(other.get(path).text("role")).isEqualTo("editor");
        assertThat(titles(other, "")).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"permanent=false", "permanent=yes", "permanent", "permanent=TRUE"})
    void whatAsksForMoreThanTheTrashIsNotOverheard(String parameter) {
        Browser owner = guest();
        String path = DOCUMENTS + "/" + create(owner, "x").text("id");
        assertThat(owner.delete(path + "?" + parameter).status()).isEqualTo(400);
        assertThat(owner.get(path).json().has("deletedAt")).isFalse();
    }

    @Test
    void theListHasWhatOneMadeAndOpenedNewestFirst() {
        Browser owner = guest();
        Browser other = guest();
        String first = create(owner, "First").text("id");
        String second = create(owner, "Second").text("id");
        create(other, "Theirs");
        assertThat(titles(owner, "")).containsExactly("Second", "First");
        assertThat(titles(other, "")).containsExactly("Theirs");
        other.get(DOCUMENTS + "/" + second);
        other.get(DOCUMENTS + "/" + first);
        assertThat(titles(other, "")).containsExactly("First", "Second", "Theirs");
        owner.patch(DOCUMENTS + "/" + first, access("none"));
        assertThat(titles(other, "")).containsExactly("Second", "Theirs");
    }

    @Test
    void theListIsSearchedByTitle() {
        Browser owner = guest();
        create(owner, "Budget 100%");
        create(owner, "Büro_plan");
        assertThat(titles(owner, "query=budget")).containsExactly("Budget 100%");
        assertThat(titles(owner, "query=%25")).containsExactly("Budget 100%");
        assertThat(titles(owner, "query=_")).containsExactly("Büro_plan");
        assertThat(titles(owner, "query=B%C3%9CRO")).containsExactly("Büro_plan");
        assertThat(titles(owner, "query='%20or%201=1--")).isEmpty();
        assertThat(owner.get(DOCUMENTS + "?query=" + "a".repeat(200)).status()).isEqualTo(200);
        assertThat(owner.get(DOCUMENTS + "?query=" + "a".repeat(201)).status()).isEqualTo(400);
        assertThat(owner.get(DOCUMENTS + "?query=a%00").status()).isEqualTo(400);
    }

    @Test
    void theTrashIsListedForItsOwnerTheLastMovedThereFirst() {
        Browser owner = guest();
        Browser other = guest();
        List<String> ids = new ArrayList<>();
        for (String title : List.of("Kept", "Early 100%", "Middle", "Late")) {
            ids.add(create(owner, title).text("id"));
            other.get(DOCUMENTS + "/" + ids.getLast());
        }
        for (int moved : List.of(1, 3, 2)) {
            owner.delete(DOCUMENTS + "/" + ids.get(moved));
        }
        assertThat(titles(owner, "")).containsExactly("Kept");
        assertThat(titles(owner, "trashed=false")).containsExactly("Kept");
        assertThat(titles(owner, "trashed=true")).containsExactly("Middle", "Late", "Early 100%");
        assertThat(titles(owner, "trashed=true&query=%25")).containsExactly("Early 100%");
        assertThat(titles(other, "trashed=true")).isEmpty();
        JsonNode page = owner.get(DOCUMENTS + "?trashed=true&limit=2").json();
        assertThat(page.path("items").path(0).path("deletedAt").asString()).isNotEmpty();
        assertThat(page.path("items").path(0).path("role").asString()).isEqualTo("owner");
        assertThat(titles(owner, "trashed=true&limit=2&cursor=" + page.path("nextCursor").asString()))
                .containsExactly("Early 100%");
        owner.delete(DOCUMENTS + "/" + ids.get(3) + "?permanent=true");
        owner.post(DOCUMENTS + "/" + ids.get(2) + "/restore", "");
        assertThat(titles(owner, "trashed=true")).containsExactly("Early 100%");
        assertThat(titles(owner, "")).containsExactly("Middle", "Kept");
    }

    @Test
    void whoHasTheListAlreadyIsSparedIt() {
        Browser owner = guest();
        Browser other = guest();
        String path = DOCUMENTS + "/" + create(owner, "x").text("id");
        other.get(path);
        Answer first = other.get(DOCUMENTS);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        String tag = first.header("ETag");
        Answer same = other.get(DOCUMENTS, "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        List<Runnable> changes = List.of(
                () -> owner.patch(path, title("y")),
                () -> owner.patch(path, access("viewer")),
                () -> owner.patch("/api/v1/me", "{\"name\":\"Another\"}"),
                () -> create(other, "mine"),
                () -> owner.delete(path));
        for (Runnable change : changes) {
            change.run();
            Answer next = other.get(DOCUMENTS, "If-None-Match", tag);
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.header("ETag")).isNotEqualTo(tag);
            tag = next.header("ETag");
            assertThat(other.get(DOCUMENTS, "If-None-Match", tag).status()).isEqualTo(304);
        }
    }

    @Test
    void theListComesInPages() {
        Browser owner = guest();
        for (int i = 1; i <= 5; i++) {
            create(owner, "Doc " + i);
        }
        List<String> titles = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = owner.get(DOCUMENTS + "?limit=2" + cursor).json();
            page.path("items").forEach(item -> titles.add(item.path("title").asString()));
            cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : "";
            pages++;
        } while (!cursor.isEmpty());
        assertThat(titles).containsExactly("Doc 5", "Doc 4", "Doc 3", "Doc 2", "Doc 1");
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "limit=0", "limit=101", "limit=-1", "limit=x", "trashed=x", "limit=99999999999", "cursor=x", "cursor=%00",
            "cursor=AAAA",
            "cursor=_____________________________________________"
    })
    void parametersAreChecked(String parameter) {
        Answer answer = guest().get(DOCUMENTS + "?" + parameter);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1", "limit=100", "limit=50&query=&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void parametersAtTheirEdgesAreTaken(String parameter) {
        assertThat(guest().get(DOCUMENTS + "?" + parameter).status()).isEqualTo(200);
    }

    private static Answer create(Browser browser, String title) {
        return browser.post(DOCUMENTS, "{\"type\":\"text\",\"title\":" + Browser.quoted(title) + "}");
    }

    private static String title(String title) {
        return "{\"title\":" + Browser.quoted(title) + "}";
    }

    private static String access(String access) {
        return "{\"generalAccess\":\"" + access + "\"}";
    }

    private static List<String> titles(Browser browser, String parameters) {
        List<String> titles = new ArrayList<>();
        browser.get(DOCUMENTS + "?" + parameters).json().path("items")
                .forEach(item -> titles.add(item.path("title").asString()));
        return titles;
    }

    private long users(Browser browser) {
        UUID id = UUID.fromString(browser.get("/api/v1/me").text("id"));
        return jdbc.sql("select count(*) from app_user where id = ?").param(id).query(Long.class).single();
    }

    private long accessVersion(String id) {
        return jdbc.sql("select access_version from document where id = ?").param(UUID.fromString(id))
                .query(Long.class).single();
    }
}
