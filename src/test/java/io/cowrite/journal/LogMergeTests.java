package io.cowrite.journal;

/** On the PostgreSQL that comes along. */
class LogMergeTests extends LogMergeContract {

    LogMergeTests() {
        super(new LogDatabase());
    }
}
