package io.cowrite.journal;

import io.cowrite.embedded.OldestPostgres;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The same on the oldest PostgreSQL that we promise to work with. */
class OldestPostgresJournalTests extends PostgresJournalContract {

    OldestPostgresJournalTests() {
        super(() -> new LogDatabase(OldestPostgres.migrated()));
    }

    @Test
    void itIsTheOldestThatWePromise() {
        assertThat(database().sql.sql("show server_version").query(String.class).single()).startsWith("15.");
    }
}
