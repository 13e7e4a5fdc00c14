package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.access.FreshId;
import io.cowrite.access.Role;
import io.cowrite.access.Users;
import io.cowrite.journal.LogStart;
import io.cowrite.observability.CrashPoint;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records of documents, each call one transaction. Who may do what is asked of their rights, inside it. */
@Component
class Documents {

    private static final int CLIENT_ID_BYTES = 18;

    private final DocumentRepository documents;
    private final VisitRepository visits;
    private final Users users;
    private final LogStart log;
    private final FreshId ids;
    private final SecureRandom random;
    private final Clock clock;

    Documents(
            DocumentRepository documents,
            VisitRepository visits,
            Users users,
            LogStart log,
            FreshId ids,
            SecureRandom random,
            Clock clock) {
        this.documents = documents;
        this.visits = visits;
        this.users = users;
        this.log = log;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** The address of what a guest makes is the invitation to it, so it starts open to whoever has that. */
    @Transactional
    RecordAnswer create(NewDocument wanted, Author author) {
        users.keep(author);
        UUID userId = UUID.fromString(author.id());
        Instant now = now();
        Document document = new Document(ids.next(), wanted.title(), wanted.type(), userId, Role.EDITOR, now);
        document.open(Role.EDITOR, random.nextLong(), now);
        documents.saveAndFlush(document);
        CrashPoint.DOCUMENT_WITHOUT_CONTENT.reach();
        FirstEntries first = FirstEntries.of(document.id(), wanted, author.id(), clientId(), now.toEpochMilli());
        log.start(document.id(), first.start(), first.entries(), first.hash());
        visits.record(userId, document.id(), now);
        return RecordAnswer.of(document, Role.OWNER, author);
    }

    /** Reading the record is a visit, unless it lies in the trash. */
    @Transactional
    RecordAnswer open(UUID id, Author author) {
        Document document = documents.findById(id).orElseThrow(Documents::missing);
        Role role = recordRole(document, author);
        if (document.deletedAt() == null) {
            users.keep(author);
            visits.record(UUID.fromString(author.id()), id, now());
        }
        return answer(document, role);
    }

    @Transactional
    RecordAnswer change(UUID id, Change change, Author author) {
        Document document = documents.findForChange(id).orElseThrow(Documents::missing);
        if (document.deletedAt() != null) {
            throw missing();
        }
        Role role = recordRole(document, author);
        if (change.title() != null) {
            require(role.mayRename());
            document.rename(change.title(), now());
        }
        if (change.access() != null) {
            require(role.mayManage());
            document.open(change.access().role(), random.nextLong(), now());
        }
        return answer(document, role);
    }

    /** Into the trash; what lies there already stays as it is. */
    @Transactional
    void trash(UUID id, Author author) {
        Document document = documents.findForChange(id).orElseThrow(Documents::missing);
        require(recordRole(document, author).mayManage());
        if (document.deletedAt() == null) {
            document.trash(random.nextLong(), now());
        }
    }

    @Transactional
    RecordAnswer restore(UUID id, Author author) {
        Document document = documents.findForChange(id).orElseThrow(Documents::missing);
        Role role = recordRole(document, author);
        require(role.mayManage());
        if (document.deletedAt() != null) {
            document.restore(random.nextLong());
        }
        return answer(document, role);
    }

    /** For good, from the trash or not: from now on the document takes nothing and nobody finds it. */
    @Transactional
    void purge(UUID id, Author author) {
        Document document = documents.findForChange(id).orElseThrow(Documents::missing);
        require(recordRole(document, author).mayManage());
        document.purge(random.nextLong(), now());
    }

    private static Role recordRole(Document document, Author author) {
        return document.rights().recordRoleOf(author.id()).orElseThrow(Documents::missing);
    }

    private RecordAnswer answer(Document document, Role role) {
        UUID ownerId = document.ownerId();
        return RecordAnswer.of(document, role, users.find(List.of(ownerId)).get(ownerId));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
    }

    private static ProblemException missing() {
        return new ProblemException(ProblemCode.NO_SUCH_DOCUMENT);
    }

    private String clientId() {
        byte[] bytes = new byte[CLIENT_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As the database keeps it, so that the first answer equals all later ones. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
