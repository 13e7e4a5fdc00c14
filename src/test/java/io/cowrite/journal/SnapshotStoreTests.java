package io.cowrite.journal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.cowrite.journal.JournalContract.join;
import static io.cowrite.journal.LogFixture.append;
import static io.cowrite.journal.LogFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

/** What disks, and people with a database client, can do to snapshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotStoreTests {

    private static final byte[] CONTENT = "content ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private final LogDatabase database = new LogDatabase();
    private final PostgresJournal journal = PostgresJournal.open(database.address(), JournalProperties.DEFAULTS);

    @AfterAll
    void close() {
        journal.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "content = set_bit(content, 500, 1 - get_bit(content, 500))",
            "content = set_bit(content, 3, 1 - get_bit(content, 3))",
            "content = substr(content, 1, length(content) - 1)",
            "content = ''",
            "replicas = set_bit(replicas, 12, 1 - get_bit(replicas, 12))",
            "replicas = ''",
            "hash = set_bit(hash, 0, 1 - get_bit(hash, 0))",
            "hash = '\\x00'",
            "version = version + 1",
            "checksum = checksum + 1"
    })
    void j11ADamagedSnapshotIsPassedOverForTheOneBefore(String damage) {
        UUID id = database.started();
        Append first = append(id, start(id), "a");
        Append second = append(id, first.end(), "b");
        for (Append each : new Append[]{first, second}) {
            join(journal.append(each));
            assertThat(join(journal.keep(snapshot(each)))).isTrue();
        }
        int changed = database.sql.sql("update snapshot set " + damage + " where document_id = ? and version = 2")
                .params(id).update();

        assertThat(changed).isOne();
        assertThat(join(journal.snapshot(id, Long.MAX_VALUE))).hasValueSatisfying(found -> {
            assertThat(found.version()).isEqualTo(1);
            assertThat(found.content()).isEqualTo(CONTENT);
        });
        database.sql.sql("update snapshot set checksum = 0 where document_id = ?").params(id).update();
        assertThat(join(journal.snapshot(id, Long.MAX_VALUE))).isEmpty();
        assertThat(join(journal.keep(snapshot(second)))).as("made anew").isTrue();
        assertThat(join(journal.snapshot(id, 2))).isPresent();
    }

    @Test
    void j11WhatGetsShorterIsStoredDeflated() {
        UUID id = database.started();
        Append first = append(id, start(id), "a");
        join(journal.append(first));
        join(journal.keep(snapshot(first)));
        assertThat(database.sql.sql("select length(content) from snapshot where document_id = ?").params(id)
                .query(Integer.class).single()).isLessThan(CONTENT.length / 10);
    }

    private static Snapshot snapshot(Append append) {
        return new Snapshot(append.documentId(), append.lastVersion(), append.hash(), CONTENT, new byte[]{1, 2, 3});
    }
}
