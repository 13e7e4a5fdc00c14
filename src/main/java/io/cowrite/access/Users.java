package io.cowrite.access;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people whom the service remembers: those who have opened or made a document. Blocks on the database. */
@Component
public class Users {

    private final UserRepository rows;
    private final Clock clock;

    Users(UserRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Remembers {@code author}; nothing happens if it is done already. Joins the caller's transaction. */
    @Transactional
    public void keep(Author author) {
        rows.insertIfAbsent(UUID.fromString(author.id()), author.name(), author.color(), clock.instant());
    }

    /** Those of {@code ids} who are remembered, by id. */
    @Transactional(readOnly = true)
    public Map<UUID, Author> find(Collection<UUID> ids) {
        return rows.findAllById(ids).stream()
                .map(User::author)
                .collect(Collectors.toMap(author -> UUID.fromString(author.id()), Function.identity()));
    }

    /** Takes over a new name and colour, if {@code author} is remembered. */
    @Transactional
    void update(Author author) {
        rows.rename(UUID.fromString(author.id()), author.name(), author.color());
    }
}
