package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.access.Users;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has opened what: it makes the list of one's documents. Blocks on the database. */
@Component
public class Visits {

    private final VisitRepository rows;
    private final Users users;
    private final Clock clock;

    Visits(VisitRepository rows, Users users, Clock clock) {
        this.rows = rows;
        this.users = users;
        this.clock = clock;
    }

    /** {@code author} has opened {@code documentId}, which must exist, and whose rights the caller has judged. */
    @Transactional
    public void record(Author author, UUID documentId) {
        users.keep(author);
        rows.record(UUID.fromString(author.id()), documentId, clock.instant());
    }
}
