package io.cowrite.document;

import io.cowrite.journal.Append;
import io.cowrite.journal.AppendOutcome;
import io.cowrite.journal.Journal;
import io.cowrite.journal.LogEnd;
import io.cowrite.journal.Snapshot;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.web.Browser;
import io.cowrite.web.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** [R15] */
class PurgeTests extends ServiceTest {

    private static final String DOCUMENTS = "/api/v1/documents/";
    private static final int WRITERS = 8;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PurgedDocuments purged;

    @Test
    void aPurgedDocumentIsGoneForEverybodyAndItsTextFromTheDatabase() {
        Browser owner = guest();
        UUID id = create(owner);
        guest().get(DOCUMENTS + id);
        assertThat(owner.delete(DOCUMENTS + id + "?permanent=true").status()).isEqualTo(204);
        assertThat(owner.get(DOCUMENTS + id).status()).isEqualTo(404);
        assertThat(owner.get(DOCUMENTS + id + "/content").status()).isEqualTo(404);
        assertThat(owner.post(DOCUMENTS + id + "/restore", "").status()).isEqualTo(404);
        assertThat(owner.delete(DOCUMENTS + id + "?permanent=true").status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/documents").json().path("items")).isEmpty();

        purged.erase();
        assertThat(left(id)).isZero();
        assertThat(jdbc.sql("select title from document where id = ?").param(id).query(String.class).single())
                .isEmpty();
        assertThat(jdbc.sql("select count(*) from visit where document_id = ?").param(id).query(Long.class).single())
                .isZero();
    }

    @Test
    void aDocumentIsPurgedOutOfTheTrashTooAndOthersStay() {
        Browser owner = guest();
        UUID id = create(owner);
        UUID other = create(owner);
        UUID trashed = create(owner);
        owner.delete(DOCUMENTS + id);
        owner.delete(DOCUMENTS + trashed);
        assertThat(owner.delete(DOCUMENTS + id + "?permanent=true").status()).isEqualTo(204);
        purged.erase();
        assertThat(left(id)).isZero();
        assertThat(owner.get(DOCUMENTS + other + "/content", "Accept", "text/plain").body()).isEqualTo("abc");
        assertThat(owner.post(DOCUMENTS + trashed + "/restore", "").status()).isEqualTo(200);
        assertThat(owner.get(DOCUMENTS + trashed + "/content", "Accept", "text/plain").body()).isEqualTo("abc");
    }

    @Test
    void ofManyAppendsUnderWayNoneIsAcknowledgedThatBeganAfterThePurgeAndNoRowRemains() throws InterruptedException {
        Browser owner = guest();
        UUID id = create(owner);
        long access = jdbc.sql("select access_version from document where id = ?").param(id).query(Long.class).single();
        LogEnd[] head = {end(id)};
        Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> Thread.ofVirtual().start(() -> write(id, access, head, attempts, stop)))
                .toList();
        while (attempts.stream().filter(Attempt::committed).count() < 100) {
            Thread.sleep(1);
        }
        assertThat(owner.delete(DOCUMENTS + id + "?permanent=true").status()).isEqualTo(204);
        long purgedNanos = System.nanoTime();
        purged.erase();
        Thread.sleep(50); // Late ones go on trying.
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        purged.erase();
        assertThat(left(id)).isZero();
        assertThat(attempts).filteredOn(attempt -> attempt.beganNanos() - purgedNanos > 0)
                .isNotEmpty()
                .noneMatch(Attempt::committed);
    }

    @Test
    void whatAnAppendThatCameLateHasLeftIsErasedTheNextTime() {
        Browser owner = guest();
        UUID id = create(owner);
        LogEnd end = end(id);
        assertThat(journal.keep(new Snapshot(id, end.version(), end.hash(), new byte[]{1}, new byte[]{2}))
                .toCompletableFuture().join()).isTrue();
        owner.delete(DOCUMENTS + id + "?permanent=true");
        purged.erase();
        assertThat(left(id)).isZero();
        jdbc.sql("""
                insert into commit_log (document_id, first_version, last_version, committed_at, hash, entries)
                values (?, 7, 7, now(), ?, '\\x00')""").params(id, end.hash().bytes()).update();
        jdbc.sql("insert into snapshot (document_id, version, hash, content, replicas, checksum)"
                + " values (?, 7, '', '', '', 0)").params(id).update();
        purged.erase();
        assertThat(left(id)).isZero();
    }

    private record Attempt(long beganNanos, boolean committed) {}

    /** Appends after whatever was committed last, until it is stopped. */
    private void write(UUID id, long access, LogEnd[] head, Queue<Attempt> attempts, AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            LogEnd follows;
            synchronized (head) {
                follows = head[0];
            }
            byte[] entry = ("{\"text\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            Append append = new Append(id, follows, access, List.of(entry), HashChain.next(follows.hash(), entry));
            long began = System.nanoTime();
            boolean committed = journal.append(append).toCompletableFuture().join()
                    .equals(new AppendOutcome.Committed());
            attempts.add(new Attempt(began, committed));
            synchronized (head) {
                if (committed) {
                    head[0] = append.end();
                }
            }
        }
    }

    private LogEnd end(UUID id) {
        return jdbc.sql("select first_version, last_version, hash from commit_log where document_id = ?"
                + " order by first_version desc limit 1").param(id)
                .query((row, number) -> new LogEnd(row.getLong(1), row.getLong(2), Hash.of(row.getBytes(3))))
                .single();
    }

    private long left(UUID id) {
        return jdbc.sql("select (select count(*) from commit_log where document_id = ?)"
                + " + (select count(*) from snapshot where document_id = ?)").params(id, id).query(Long.class).single();
    }

    private static UUID create(Browser owner) {
        return UUID.fromString(owner.post("/api/v1/documents",
                "{\"title\":\"x\",\"type\":\"text\",\"content\":\"abc\"}").text("id"));
    }
}
