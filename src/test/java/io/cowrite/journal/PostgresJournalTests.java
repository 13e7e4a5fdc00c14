package io.cowrite.journal;

/** On the PostgreSQL that comes along. */
class PostgresJournalTests extends PostgresJournalContract {

    PostgresJournalTests() {
        super(LogDatabase::new);
    }
}
