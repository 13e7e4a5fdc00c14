package io.cowrite.journal;

import io.cowrite.embedded.OldestPostgres;

/** The same on the oldest PostgreSQL that we promise to work with. */
class OldestPostgresLogMergeTests extends LogMergeContract {

    OldestPostgresLogMergeTests() {
        super(new LogDatabase(OldestPostgres.migrated()));
    }
}
