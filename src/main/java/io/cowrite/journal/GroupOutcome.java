package io.cowrite.journal;

import java.util.Set;
import java.util.UUID;

/** What is known of one statement that appends to many documents. */
sealed interface GroupOutcome {

    /** It committed; the documents that it added a row to. */
    record Answered(Set<UUID> appended) implements GroupOutcome {}

    /** The server refused all of it, perhaps because of one document. */
    record Refused(AppendOutcome.Failed failed) implements GroupOutcome {}

    /** The server was not asked: a moment ago it could not be reached, or refused everybody. */
    record Untried(AppendOutcome.Failed failed) implements GroupOutcome {}

    /** The same holds for every document. */
    record Whole(AppendOutcome outcome) implements GroupOutcome {}
}
