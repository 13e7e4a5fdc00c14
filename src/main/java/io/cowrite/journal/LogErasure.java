package io.cowrite.journal;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases logs and snapshots of documents that take nothing any more. Any thread; blocks on the database. */
@Component
public class LogErasure {

    /** In one transaction, so that none is long. */
    private static final int ROWS_MAX = 5_000;

    private final JdbcClient database;

    LogErasure(JdbcClient database) {
        this.database = database;
    }

    /**
     * Erases everything that there is of {@code documentId} when it is called, the newest first, outside any transaction
     * of the caller's. An append that began before the purge may still add a row; so it is called again later.
     *
     * @return how many rows are gone
     */
    public long erase(UUID documentId) {
        long erased = database.sql("delete from snapshot where document_id = ?").params(documentId).update();
        int rows;
        do {
            rows = database
                    .sql("""
                            delete from commit_log where document_id = ? and first_version in (
                                select first_version from commit_log where document_id = ? order by first_version desc limit ?)""")
                    .params(documentId, documentId, ROWS_MAX)
                    .update();
            erased += rows;
        } while (rows > 0);
        return erased;
    }
}
