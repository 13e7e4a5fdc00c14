package io.cowrite.websocket;

import io.cowrite.journal.Journal;
import io.cowrite.journal.Snapshot;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.web.Browser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** [J13] [J14] Each kind of damage in the store is found, told where it is, and harms nobody else. */
class QuarantineTests extends SocketTest {

    private static final int ENTRIES = 6;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Journal journal;

    private String damaged = "";
    private Seat writer;

    /** A document of six entries, a row each, that nobody has open any more. */
    @BeforeEach
    void write() {
        damaged = create(ann(), "one");
        writer = open(ann(), damaged, "writer").settled();
        for (int i = 2; i <= ENTRIES; i++) {
            writer.write("x");
        }
    }

    @Test
    @DisplayName("a document that nobody has touched proves itself")
    void whatIsWholeIsFoundWhole() {
        assertThat(verify().path("findings")).isEmpty();
        assertThat(verify().path("entries").asInt()).isEqualTo(ENTRIES);
        writer.write("y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GAP | 3 | delete from commit_log where document_id = :id and first_version = 3",
            "GAP | 3 | update commit_log set first_version = 90, last_version = 90"
                    + " where document_id = :id and first_version = 3",
            "OTHER_HASH | 3 | update commit_log set entries = set_byte(entries, position('\"x\"' in entries), 121)"
                    + " where document_id = :id and first_version = 3",
            "OTHER_HASH | 3 | update commit_log set hash = sha256(hash) where document_id = :id and first_version = 3",
            "UNREADABLE_ROW | 3 | update commit_log set entries = substr(entries, 1, length(entries) - 1)"
                    + " where document_id = :id and first_version = 3",
            "UNREADABLE_ROW | 3 | update commit_log set entries = set_byte(entries, 0, 7)"
                    + " where document_id = :id and first_version = 3",
            "UNREADABLE_ROW | 3 | update commit_log set entries = byteacat(entries, substr(entries, 2))"
                    + " where document_id = :id and first_version = 3",
            "OTHER_BEGINNING | 0 | update commit_log set hash = sha256(hash)"
                    + " where document_id = :id and first_version = 0",
            "OTHER_BEGINNING | 0 | delete from commit_log where document_id = :id and first_version = 0",
            "LOG_MISSING | 0 | delete from commit_log where document_id = :id",
    })
    @DisplayName("what was done to a log is found where it was done, and the document can be read only")
    void damageIsFoundWhereItIs(String kind, long version, String sql) {
        database.sql(sql).param("id", UUID.fromString(damaged)).update();
        JsonNode finding = only(list(verify().path("findings")));
        assertThat(finding.path("kind").asString()).isEqualTo(kind);
        assertThat(finding.path("version").asLong()).isEqualTo(version);
        assertQuarantined();
        bystanderIsUnharmed("hello");
    }

    @Test
    @DisplayName("rows of two documents that were exchanged are found in both")
    void exchangedRowsAreFound() {
        String other = create(ann(), "two");
        Seat seat = open(ann(), other, "writer").settled();
        for (int i = 2; i <= ENTRIES; i++) {
            seat.write("z");
        }
        database.sql("""
                with three as (select * from commit_log where first_version = 3 and document_id in (:one, :other))
                update commit_log set hash = three.hash, entries = three.entries from three
                where commit_log.first_version = 3 and commit_log.document_id in (:one, :other)
                    and commit_log.document_id <> three.document_id""")
                .param("one", UUID.fromString(damaged)).param("other", UUID.fromString(other)).update();
        for (String each : List.of(damaged, other)) {
            JsonNode finding = only(list(verify(each).path("findings")));
            assertThat(finding.path("kind").asString()).isEqualTo("OTHER_HASH");
            assertThat(finding.path("version").asLong()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("a log whose end is gone is found if there is a snapshot of it")
    void aLogThatWasCutOffIsFound() {
        keepSnapshot(ENTRIES, "[{\"insert\":\"xxxxxone\"}]");
        database.sql("delete from commit_log where document_id = :id and first_version >= 5")
                .param("id", UUID.fromString(damaged)).update();
        JsonNode finding = only(list(verify().path("findings")));
        assertThat(finding.path("kind").asString()).isEqualTo("CUT_OFF");
        assertThat(finding.path("version").asLong()).isEqualTo(5);
        assertQuarantined();
    }

    @Test
    @DisplayName("an entry that was chained and does not apply is found")
    void anEntryThatDoesNotApplyIsFound() {
        byte[] entry = ("{\"at\":1,\"clientId\":\"somebody-or-other-22\",\"operation\":[{\"retain\":5000},"
                + "{\"insert\":\"x\"}],\"sequence\":1,\"userId\":\"u\"}").getBytes(StandardCharsets.UTF_8);
        byte[] stored = new byte[entry.length + 1];
        System.arraycopy(entry, 0, stored, 1, entry.length);
        database.sql("""
                insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                values (?, ?, ?, now(), ?, ?)""")
                .params(UUID.fromString(damaged), ENTRIES + 1, ENTRIES + 1,
                        HashChain.next(Hash.ofHex(writer.hash()), entry).bytes(), stored)
                .update();
        JsonNode finding = only(list(verify().path("findings")));
        assertThat(finding.path("kind").asString()).isEqualTo("IMPOSSIBLE_ENTRY");
        assertThat(finding.path("version").asLong()).isEqualTo(ENTRIES + 1);
        assertQuarantined();
    }

    @Test
    @DisplayName("a snapshot that is not what the log leads to is found and forgotten, and its document stays in use")
    void aWrongSnapshotIsForgotten() {
        keepSnapshot(ENTRIES, "[{\"insert\":\"something else\"}]");
        JsonNode finding = only(list(verify().path("findings")));
        assertThat(finding.path("kind").asString()).isEqualTo("WRONG_SNAPSHOT");
        assertThat(finding.path("version").asLong()).isEqualTo(ENTRIES);
        assertThat(writer.closed()).as("whoever has the document open loads it anew").isEqualTo(4412);
        assertThat(verify().path("findings")).isEmpty();
        Seat again = open(ann(), damaged, "writer-2");
        assertThat(again.join().path("role").asString()).isEqualTo("owner");
        again.write("y");
    }

    @Test
    @DisplayName("a snapshot whose bytes were changed is found and forgotten")
    void aDamagedSnapshotIsForgotten() {
        keepSnapshot(ENTRIES, "[{\"insert\":\"xxxxxone\"}]");
        database.sql("update snapshot set content = set_byte(content, 5, 122) where document_id = :id")
                .param("id", UUID.fromString(damaged)).update();
        assertThat(only(list(verify().path("findings"))).path("kind").asString()).isEqualTo("DAMAGED_SNAPSHOT");
        assertThat(verify().path("findings")).isEmpty();
    }

    @Test
    @DisplayName("who has a document open when it is found damaged goes on reading, and keeps what it cannot save")
    void whoIsThereIsTold() {
        plantGap();
        verify();
        JsonNode notice = writer.next("notice");
        assertThat(notice.path("code").asString()).isEqualTo("role_changed");
        assertThat(notice.path("role").asString()).isEqualTo("viewer");
        assertThat(notice.path("message").asString()).contains("damaged");
        writer.submit("[{\"insert\":\"lost?\"}]");
        assertThat(writer.next("notice").path("code").asString()).as("nothing is settled").isEqualTo("role_changed");
        assertThat(rows()).isEqualTo(ENTRIES);
    }

    @Test
    @DisplayName("who opens a document whose log is damaged finds it in quarantine, as far as it can be proven")
    void whoComesReadsWhatIsProven() {
        writer.close();
        database.sql("update commit_log set hash = sha256(hash) where document_id = :id and first_version = 4")
                .param("id", UUID.fromString(damaged)).update();
        closeRoom();
        Seat reader = open(ann(), damaged, "reader");
        JsonNode welcome = reader.join(1, List.of(Map.entry((long) ENTRIES, writer.hash())));
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("version").asLong()).isEqualTo(3);
        assertThat(welcome.path("role").asString()).isEqualTo("viewer");
        assertThat(reader.next("content").path("operation").get(0).path("insert").asString()).isEqualTo("xxone");
        assertQuarantined();
        assertThat(rows()).isEqualTo(ENTRIES + 1);
    }

    @Test
    @DisplayName("a reader that meets damage far behind ends the room once, and not again and again")
    void aReaderFarBehindDoesNotEndTheRoomForEver() throws InterruptedException {
        keepSnapshot(ENTRIES, "[{\"insert\":\"xxxxxone\"}]");
        plantGap();
        writer.close();
        closeRoom();
        Seat reader = open(ann(), damaged, "reader");
        reader.sayHello(1, List.of(Map.entry(1L, hashAt(1))));
        assertThat(reader.closed()).isEqualTo(4412);
        for (int i = 0; i < 600 && !isQuarantined(); i++) {
            Thread.sleep(100);
        }
        assertQuarantined();
        Seat late = open(guest(), damaged, "late");
        assertThat(late.join(1, List.of(Map.entry(1L, hashAt(1)))).path("role").asString()).isEqualTo("viewer");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    @DisplayName("what is submitted to a document in quarantine has nothing of its log read, whatever its base")
    void submissionsReadNothing(long base) {
        keepSnapshot(ENTRIES, "[{\"insert\":\"xxxxxone\"}]");
        plantGap();
        if (base != 0) { // Proven up to 2: a base of 3 is above the head.
            database.sql("delete from snapshot where document_id = :id").param("id", UUID.fromString(damaged)).update();
        }
        verify();
        writer.close();
        closeRoom();
        Seat viewer = open(guest(), damaged, "viewer").settled();
        viewer.submit(1, base, "[{\"insert\":\"y\"}]");
        assertThat(viewer.next("notice").path("role").asString()).isEqualTo("viewer");
        viewer.submit(2, base, "[{\"insert\":\"y\"}]");
        assertThat(viewer.next("notice").path("role").asString()).as("and is still there").isEqualTo("viewer");
    }

    @Test
    @DisplayName("a room that knew a part only reads on when its document is whole again")
    void aRoomReadsOnWhenItsDocumentIsWhole() {
        database.sql("create table kept as select * from commit_log where document_id = :id and first_version = 3")
                .param("id", UUID.fromString(damaged)).update();
        plantGap();
        verify();
        writer.close();
        closeRoom();
        Seat reader = open(ann(), damaged, "reader").settled();
        assertThat(reader.version()).isEqualTo(2);
        database.sql("insert into commit_log select * from kept").update();
        database.sql("drop table kept").update();
        operator().post("/actuator/verify", "{}"); // All of them, not this one by name.
        assertThat(reader.next("notice").path("role").asString()).isEqualTo("owner");
        while (reader.version() < ENTRIES) {
            reader.ops();
        }
        reader.write("z");
    }

    @Test
    @DisplayName("a document that is purged while it is proven is not damaged")
    void whatIsPurgedIsNotDamaged() {
        assertThat(ann().delete(DOCUMENTS + "/" + damaged + "?permanent=true").status()).isEqualTo(204);
        database.sql("delete from commit_log where document_id = :id").param("id", UUID.fromString(damaged)).update();
        assertThat(operator().post("/actuator/verify/" + damaged, "{}").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("once what was damaged is put back, a document that proves itself is out of quarantine")
    void whatIsMendedIsLifted() {
        database.sql("create table kept as select * from commit_log where document_id = :id and first_version = 3")
                .param("id", UUID.fromString(damaged)).update();
        plantGap();
        verify();
        assertQuarantined();
        database.sql("insert into commit_log select * from kept").update();
        database.sql("drop table kept").update();
        assertThat(verify().path("findings")).isEmpty();
        assertThat(writer.next("notice").path("role").asString()).isEqualTo("viewer");
        assertThat(writer.next("notice").path("role").asString()).isEqualTo("owner");
        writer.write("z");
    }

    @Test
    @DisplayName("all documents are proven when asked, while people write")
    void allAreProvenWhenAsked() throws InterruptedException {
        plantGap();
        operator().post("/actuator/verify", "{}");
        JsonNode run = operator().get("/actuator/verify").json().path("run");
        while (run.path("ended").isMissingNode()) {
            bystander().write("-");
            Thread.sleep(10);
            run = operator().get("/actuator/verify").json().path("run");
        }
        assertThat(run.has("stopped")).as("%s", run).isFalse();
        assertThat(run.path("documents").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(list(run.path("findings"))).anySatisfy(
                finding -> assertThat(finding.path("documentId").asString()).isEqualTo(damaged));
        assertQuarantined();
        String metrics = operator().get("/actuator/prometheus").body();
        assertThat(metrics).containsPattern("cowrite_documents_quarantined(_documents)? [1-9]")
                .contains("kind=\"gap\"");
    }

    @Test
    @DisplayName("the owner of a document in quarantine still says who may get in, and may do away with it")
    void theOwnerKeepsTheRecord() {
        plantGap();
        verify();
        String path = DOCUMENTS + "/" + damaged;
        assertThat(ann().patch(path, "{\"generalAccess\":\"none\"}").status()).isEqualTo(200);
        assertThat(ann().delete(path).status()).isEqualTo(204);
    }

    @Test
    @DisplayName("the public port proves nothing")
    void thePublicPortProvesNothing() {
        assertThat(ann().get("/actuator/verify").status()).isEqualTo(404);
        assertThat(ann().post("/actuator/verify", "{}").status()).isEqualTo(404);
        assertThat(operator().post("/actuator/verify/" + UUID.randomUUID(), "{}").status()).isEqualTo(404);
        assertThat(operator().post("/actuator/verify/nothing", "{}").status()).isEqualTo(400);
        assertThat(operator().post("/actuator/verify", "{}", "Content-Type", "text/plain").status())
                .as("as another site's page could").isEqualTo(415);
    }

    private void plantGap() {
        database.sql("delete from commit_log where document_id = :id and first_version = 3")
                .param("id", UUID.fromString(damaged)).update();
    }

    private void assertQuarantined() {
        assertThat(isQuarantined()).isTrue();
        Seat reader = open(guest(), damaged, "another-reader");
        if (!reader.join().path("role").asString().equals("viewer")) { // The room is told after the database.
            assertThat(reader.next("notice").path("role").asString()).isEqualTo("viewer");
        }
    }

    private boolean isQuarantined() {
        return list(operator().get("/actuator/verify").json().path("quarantined")).stream()
                .anyMatch(each -> each.path("documentId").asString().equals(damaged));
    }

    /** Has the document's room end, as its idle time would. */
    private void closeRoom() {
        String path = DOCUMENTS + "/" + damaged;
        assertThat(ann().delete(path).status()).isEqualTo(204);
        assertThat(ann().post(path + "/restore", "{}").status()).isEqualTo(200);
    }

    private void keepSnapshot(long version, String content) {
        Hash hash = version == writer.version() ? Hash.ofHex(writer.hash()) : Hash.ofHex(hashAt(version));
        byte[] noReplicas = new byte[Integer.BYTES];
        assertThat(journal.keep(new Snapshot(UUID.fromString(damaged), version, hash,
                content.getBytes(StandardCharsets.UTF_8), noReplicas)).toCompletableFuture().join()).isTrue();
    }

    private String hashAt(long version) {
        return database.sql("select encode(hash, 'hex') from commit_log where document_id = ? and last_version = ?")
                .params(UUID.fromString(damaged), version).query(String.class).single();
    }

    private long rows() {
        return database.sql("select count(*) from commit_log where document_id = ?")
                .params(UUID.fromString(damaged)).query(Long.class).single();
    }

    private JsonNode verify() {
        return verify(damaged);
    }

    private JsonNode verify(String document) {
        Browser.Answer answer = operator().post("/actuator/verify/" + document, "{}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private Browser operator() {
        return new Browser(managementPort);
    }

    private static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }
}
