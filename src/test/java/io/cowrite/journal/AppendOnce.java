package io.cowrite.journal;

import java.util.UUID;

/** A process of its own that appends one entry to a document and says what came of it, then appends it again. */
final class AppendOnce {

    private AppendOnce() {}

    /** @param arguments URL, user and password of the database, and a document without entries */
    public static void main(String[] arguments) {
        DatabaseAddress address = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        UUID id = UUID.fromString(arguments[3]);
        try (PostgresJournal journal = PostgresJournal.open(address, JournalProperties.DEFAULTS)) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                AppendOutcome outcome = JournalContract.join(
                        journal.append(LogFixture.append(id, LogFixture.start(id), "a")));
                System.out.println("attempt " + attempt + ": " + outcome.getClass().getSimpleName());
            }
        }
    }
}
