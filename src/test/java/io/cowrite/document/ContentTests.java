package io.cowrite.document;

import io.cowrite.journal.Append;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.Journal;
import io.cowrite.journal.LogEnd;
import io.cowrite.kernel.Delta;
import io.cowrite.kernel.Op;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.MalformedException;
import io.cowrite.web.Browser;
import io.cowrite.web.Browser.Answer;
import io.cowrite.web.ServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** [R8] [R10] */
class ContentTests extends ServiceTest {

    private static final String DOCUMENTS = "/api/v1/documents";
    private static final String FOX = "\uD83E\uDD8A";

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anEmptyDocumentIsVersionZero() {
        Browser maker = guest();
        String id = create(maker, "").text("id");
        String hash = HashChain.start(UUID.fromString(id), DocumentType.TEXT).hex();
        Answer plain = maker.get(DOCUMENTS + "/" + id + "/content", "Accept", "text/plain");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.body()).isEmpty();
        assertThat(plain.header("ETag")).isEqualTo("\"0." + hash.substring(0, 12) + "\"");
        assertThat(json(maker, id, "").body()).isEqualTo("[]");
        assertThat(rows(id)).isOne();
    }

    @Test
    void contentComesBackInBothForms() {
        Browser maker = guest();
        String id = create(maker, "a\r\nb\rc\n\u0000 \"q\" \\ é " + FOX).text("id");
        String expected = "a\nb\nc\n\u0000 \"q\" \\ é " + FOX;
        Answer plain = maker.get(DOCUMENTS + "/" + id + "/content", "Accept", "text/plain");
        assertThat(plain.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(plain.body()).isEqualTo(expected);
        assertThat(plain.header("ETag")).matches("\"1\\.[0-9a-f]{12}\"");
        Answer json = json(maker, id, "");
        assertThat(json.json()).hasSize(1);
        assertThat(json.json().path(0).path("insert").asString()).isEqualTo(expected);
        assertThat(json.header("ETag")).isEqualTo(plain.header("ETag"));
        assertThat(json(maker, id, "?version=0").body()).isEqualTo("[]");
    }

    @Test
    void longContentBecomesSeveralEntriesOfOneRow() throws MalformedException {
        Browser maker = guest();
        String content = FOX.repeat(40_000) + "\u0001".repeat(20_000) + "end";
        String id = create(maker, content).text("id");
        assertThat(plain(maker, id, "")).isEqualTo(content);
        assertThat(rows(id)).isEqualTo(2);
        List<byte[]> entries = entries(id);
        assertThat(entries).hasSizeGreaterThan(3);
        String clientId = EntryCodec.decode(entries.getFirst()).clientId();
        assertThat(clientId).matches("[A-Za-z0-9_-]{24}");
        String before = "";
        for (int version = 1; version <= entries.size(); version++) {
            Entry entry = EntryCodec.decode(entries.get(version - 1));
            assertThat(entry.sequence()).isEqualTo(version);
            assertThat(entry.clientId()).isEqualTo(clientId);
            assertThat(entry.userId()).isEqualTo(maker.get("/api/v1/me").text("id"));
            String after = plain(maker, id, "?version=" + version);
            assertThat(after).startsWith(before);
            assertThat(Character.isHighSurrogate(after.charAt(after.length() - 1))).isFalse();
            before = after;
        }
        assertThat(entries).allMatch(bytes -> bytes.length <= Limits.DEFAULTS.operationBytes() + 256);
    }

    @Test
    void aDocumentWhoseContentCannotBeWrittenIsNotThere() {
        Browser maker = guest();
        jdbc.sql("alter table commit_log add constraint no_content check (first_version <> 1) not valid").update();
        try {
            Answer answer = create(maker, "abc");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text("code")).isEqualTo("internal");
            assertThat(answer.body()).doesNotContain("no_content").doesNotContainIgnoringCase("insert");
        } finally {
            jdbc.sql("alter table commit_log drop constraint no_content").update();
        }
        UUID userId = UUID.fromString(maker.get("/api/v1/me").text("id"));
        assertThat(jdbc.sql("select count(*) from document where owner_id = ?").param(userId).query(Long.class)
                .single()).isZero();
        assertThat(maker.get(DOCUMENTS).json().path("items")).isEmpty();
    }

    @Test
    void aDocumentHoldsTwoMillionUnitsAndNoMore() {
        Browser maker = guest();
        String most = "x".repeat(Limits.DEFAULTS.documentUnits());
        assertThat(plain(maker, create(maker, most).text("id"), "")).isEqualTo(most);
        Answer over = create(maker, most + "x");
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("code")).isEqualTo("too_large");
    }

    @Test
    void lineEndsAreConvertedBeforeTheLimitIsJudged() {
        String lines = "\r\n".repeat(Limits.DEFAULTS.documentUnits() / 2 + 1);
        assertThat(create(guest(), lines).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83e", "a\\udd8a", "\\udd8a\\ud83e", "\\ud83ex"})
    void halfASurrogatePairIsNoContent(String escaped) {
        Answer answer = guest().post(DOCUMENTS, body(escaped));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("invalid_content");
    }

    @Test
    void whatIsAppendedIsReadAtOnceAndEveryVersionStaysReadable() {
        Browser maker = guest();
        String id = create(maker, "abc").text("id");
        UUID documentId = UUID.fromString(id);
        Hash hash = hash(documentId);
        long accessVersion = jdbc.sql("select access_version from document where id = ?").param(documentId)
                .query(Long.class).single();
        Delta operation = Delta.of(new Op.Retain(1), new Op.Delete(1), new Op.Insert("-" + FOX));
        byte[] entry = EntryCodec.encode(new Entry(1, "other", operation, null, 1, maker.get("/api/v1/me").text("id")));
        AppendOutcome outcome = journal.append(new Append(documentId, new LogEnd(1, 1, hash), accessVersion,
                List.of(entry), HashChain.next(hash, entry))).toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(AppendOutcome.Committed.class);
        assertThat(plain(maker, id, "")).isEqualTo("a-" + FOX + "c");
        assertThat(plain(maker, id, "?version=2")).isEqualTo("a-" + FOX + "c");
        assertThat(plain(maker, id, "?version=1")).isEqualTo("abc");
        assertThat(plain(maker, id, "?version=0")).isEmpty();
        assertThat(json(maker, id, "").header("ETag"))
                .isEqualTo("\"2." + HashChain.next(hash, entry).hex().substring(0, 12) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1", "9223372036854775807"})
    void versionsThatNeverWereAreNotThere(String version) {
        Browser maker = guest();
        String id = create(maker, "abc").text("id");
        Answer answer = json(maker, id, "?version=" + version);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("no_such_version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "9223372036854775808", "1%00"})
    void aVersionIsAWholeNumber(String version) {
        Browser maker = guest();
        String id = create(maker, "abc").text("id");
        assertThat(json(maker, id, "?version=" + version).text("code")).isEqualTo("invalid_parameter");
    }

    @Test
    void otherFormsAreNotGiven() {
        Browser maker = guest();
        String id = create(maker, "abc").text("id");
        Answer answer = maker.get(DOCUMENTS + "/" + id + "/content", "Accept", "image/png");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text("code")).isEqualTo("not_acceptable");
    }

    @Test
    void aLogThatWasChangedIsNotReadOut() {
        Browser maker = guest();
        String id = create(maker, "secret sauce").text("id");
        jdbc.sql("update commit_log set entries = convert_to(replace(convert_from(substring(entries from 2), 'UTF8'),"
                + " 'sauce', 'juice'), 'UTF8') where document_id = ? and first_version = 1")
                .param(UUID.fromString(id)).update();
        jdbc.sql("update commit_log set entries = decode('00', 'hex') || entries"
                + " where document_id = ? and first_version = 1").param(UUID.fromString(id)).update();
        Answer answer = json(maker, id, "");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text("code")).isEqualTo("damaged_document");
        assertThat(answer.body()).doesNotContain("juice");
    }

    private static Answer create(Browser browser, String content) {
        String quoted = Browser.quoted(content);
        return browser.post(DOCUMENTS, body(quoted.substring(1, quoted.length() - 1)));
    }

    private static String body(String escapedContent) {
        return "{\"title\":\"x\",\"type\":\"text\",\"content\":\"" + escapedContent + "\"}";
    }

    private static String plain(Browser browser, String id, String parameters) {
        return browser.get(DOCUMENTS + "/" + id + "/content" + parameters, "Accept", "text/plain").body();
    }

    private static Answer json(Browser browser, String id, String parameters) {
        return browser.get(DOCUMENTS + "/" + id + "/content" + parameters, "Accept", "application/json");
    }

    private long rows(String id) {
        return jdbc.sql("select count(*) from commit_log where document_id = ?").param(UUID.fromString(id))
                .query(Long.class).single();
    }

    private Hash hash(UUID id) {
        return Hash.of(jdbc.sql("select hash from commit_log where document_id = ? and first_version = 1").param(id)
                .query(byte[].class).single());
    }

    private List<byte[]> entries(String id) throws MalformedException {
        byte[] stored = jdbc.sql("select entries from commit_log where document_id = ? and first_version = 1")
                .param(UUID.fromString(id)).query(byte[].class).single();
        return EntryCodec.split(stored, 1);
    }
}
