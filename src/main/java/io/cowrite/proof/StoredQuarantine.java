package io.cowrite.proof;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which documents are in quarantine, as the database keeps it: one truth for all nodes and starts. Blocks. */
@Component
class StoredQuarantine {

    private static final int MESSAGE_MAX = 1_000;

    private final JdbcClient database;
    private final SecureRandom random;

    StoredQuarantine(JdbcClient database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    /** Nobody may write the document from now on: its access version is another, so appends under way add nothing. */
    boolean put(UUID documentId, String why) {
        return database.sql("""
                update document set quarantined_at = now(), quarantine = ?, access_version = ?
                where id = ? and quarantined_at is null and purged_at is null""")
                .params(why.substring(0, Math.min(why.length(), MESSAGE_MAX)), random.nextLong(), documentId)
                .update() == 1;
    }

    /** Unless it was put there after {@code provenAt}, by somebody who saw more. */
    boolean lift(UUID documentId, Instant provenAt) {
        return database.sql("""
                update document set quarantined_at = null, quarantine = null, access_version = ?
                where id = ? and quarantined_at <= ?""")
                .params(random.nextLong(), documentId, Timestamp.from(provenAt)).update() == 1;
    }

    /** What is wrong with a snapshot costs nothing once it is gone. */
    void forgetSnapshot(UUID documentId, long version) {
        database.sql("delete from snapshot where document_id = ? and version = ?").params(documentId, version).update();
    }

    int size() {
        return database.sql("select count(*) from document where quarantined_at is not null and purged_at is null")
                .query(Integer.class)
                .single();
    }

    /** The newest {@code max}: ids and what was found. */
    List<Quarantined> newest(int max) {
        return database.sql("""
                select id, quarantined_at, quarantine from document
                where quarantined_at is not null and purged_at is null order by quarantined_at desc limit ?""")
                .params(max)
                .query((row, number) -> new Quarantined(row.getObject("id", UUID.class),
                        row.getTimestamp("quarantined_at").toInstant(), row.getString("quarantine")))
                .list();
    }
}
