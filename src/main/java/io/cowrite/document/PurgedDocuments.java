package io.cowrite.document;

import io.cowrite.journal.LogErasure;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Erases what is left of documents that were purged. Blocks on the database. */
@Component
class PurgedDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(PurgedDocuments.class);
    private static final int DOCUMENTS_MAX = 1_000;

    private final JdbcClient database;
    private final LogErasure logs;

    PurgedDocuments(JdbcClient database, LogErasure logs) {
        this.database = database;
        this.logs = logs;
    }

    /** Erases logs, snapshots, visits and titles; ids, owners and times stay, so that no id is ever used again. */
    void erase() {
        List<UUID> left = left();
        while (!left.isEmpty()) {
            left.forEach(this::erase);
            left = left();
        }
    }

    private void erase(UUID id) {
        database.sql("delete from visit where document_id = ?").params(id).update();
        long rows = logs.erase(id);
        database.sql("update document set title = '' where id = ? and purged_at is not null").params(id).update();
        LOG.info("Document {} is erased: {} rows", id, rows);
    }

    private List<UUID> left() {
        return database.sql("""
                select id from document where purged_at is not null and (title <> ''
                    or exists (select 1 from commit_log where document_id = document.id)
                    or exists (select 1 from snapshot where document_id = document.id)
                    or exists (select 1 from visit where document_id = document.id))
                limit ?""").params(DOCUMENTS_MAX).query((row, number) -> row.getObject(1, UUID.class)).list();
    }
}
