package io.cowrite.journal;

import io.cowrite.protocol.Hash;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Begins the log of a new document, inside the transaction that writes the document's record. Any thread. */
@Component
public class LogStart {

    private final JdbcClient database;

    LogStart(JdbcClient database) {
        this.database = database;
    }

    /**
     * Writes the row of version 0 and, if there are entries, one row of all of them.
     *
     * @param start hash(0)
     * @param entries bytes of each, from version 1 on; may be empty
     * @param hash after the last entry; {@code start} if there is none
     */
    public void start(UUID documentId, Hash start, List<byte[]> entries, Hash hash) {
        insert(documentId, new LogRow(0, 0, start, List.of()));
        if (!entries.isEmpty()) {
            insert(documentId, new LogRow(1, entries.size(), hash, entries));
        } else if (!hash.equals(start)) {
            throw new IllegalArgumentException("'hash' is not 'start', and there are no entries");
        }
    }

    private void insert(UUID documentId, LogRow row) {
        database.sql("""
                insert into commit_log
                    (document_id, first_version, last_version, committed_at, hash, entries)
                values (?, ?, ?, now(), ?, ?)""")
                .params(
                        documentId,
                        row.firstVersion(),
                        row.lastVersion(),
                        row.hash().bytes(),
                        RowForm.plain(row.entries()))
                .update();
    }
}
