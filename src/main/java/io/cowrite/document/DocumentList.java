package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.access.Users;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The documents of somebody, page by page. Blocks on the database. */
@Component
class DocumentList {

    private final DocumentRepository documents;
    private final VisitRepository visits;
    private final Users users;

    DocumentList(DocumentRepository documents, VisitRepository visits, Users users) {
        this.documents = documents;
        this.visits = visits;
        this.users = users;
    }

    /**
     * What {@code author} made or opened and has a role in, the last opened first.
     *
     * @param text is part of the title, whatever the case
     */
    @Transactional(readOnly = true)
    RecordPage opened(Author author, String text, Cursor after, int limit) {
        return page(author, limit, visits.opened(userId(author), text, after.at(), after.id(), Limit.of(limit + 1)));
    }

    /** What {@code author} moved to the trash and may take back, the last moved first. */
    @Transactional(readOnly = true)
    RecordPage trashed(Author author, String text, Cursor after, int limit) {
        List<Document> found = documents.trashed(userId(author), text, after.at(), after.id(), Limit.of(limit + 1));
        return page(author, limit, found.stream()
                .flatMap(
                        document -> Stream.ofNullable(document.deletedAt()).map(at -> new ListedDocument(document, at)))
                .toList());
    }

    /** @param found one more than {@code limit} if there is another page */
    private RecordPage page(Author author, int limit, List<ListedDocument> found) {
        List<ListedDocument> page = found.subList(0, Math.min(limit, found.size()));
        Map<UUID, Author> owners = users.find(
                page.stream().map(listed -> listed.document().ownerId()).collect(Collectors.toSet()));
        List<RecordAnswer> items = page.stream()
                .map(ListedDocument::document)
                .flatMap(document -> document.rights().recordRoleOf(author.id()).stream()
                        .map(role -> RecordAnswer.of(document, role, owners.get(document.ownerId()))))
                .toList();
        return new RecordPage(items, found.size() > limit ? Cursor.after(page.getLast()).write() : null);
    }

    private static UUID userId(Author author) {
        return UUID.fromString(author.id());
    }
}
