package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.observability.CrashPoint;
import io.cowrite.room.RecordChanges;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Documents over REST. Live rooms are told of a change once it is committed. */
@RestController
@RequestMapping("/api/v1/documents")
class DocumentsController {

    private static final String DEFAULT_LIMIT = "50";
    private static final int LIMIT_MAX = 100;

    private final Documents documents;
    private final DocumentList list;
    private final PurgeSweep purges;
    private final ObjectProvider<RecordChanges> rooms;
    private final JsonMapper json;

    DocumentsController(
            Documents documents,
            DocumentList list,
            PurgeSweep purges,
            ObjectProvider<RecordChanges> rooms,
            JsonMapper json) {
        this.documents = documents;
        this.list = list;
        this.purges = purges;
        this.rooms = rooms;
        this.json = json;
    }

    @PostMapping
    ResponseEntity<RecordAnswer> create(@RequestBody NewDocument.Body body, @AuthenticationPrincipal Author author) {
        RecordAnswer created = documents.create(body.checked(), author);
        return ResponseEntity.created(URI.create("/api/v1/documents/" + created.id()))
                .body(created);
    }

    /** Asked again and again by whoever looks at the list: the tag spares them what they have. */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list(
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "false") boolean trashed,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = DEFAULT_LIMIT) int limit,
            @AuthenticationPrincipal Author author) {
        boolean searchable = query.length() <= NewDocument.TITLE_LENGTH_MAX && query.indexOf('\0') < 0;
        if (limit < 1 || limit > LIMIT_MAX || !searchable) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER);
        }
        Cursor after = Cursor.read(cursor);
        String text = query.strip();
        byte[] page = json.writeValueAsBytes(
                trashed ? list.trashed(author, text, after, limit) : list.opened(author, text, after, limit));
        return ResponseEntity.ok()
                .eTag("\"" + DigestUtils.md5DigestAsHex(page) + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(page);
    }

    @GetMapping("/{id}")
    RecordAnswer read(@PathVariable String id, @AuthenticationPrincipal Author author) {
        return documents.open(DocumentId.parse(id), author);
    }

    @PatchMapping("/{id}")
    RecordAnswer change(
            @PathVariable String id, @RequestBody Change.Body body, @AuthenticationPrincipal Author author) {
        UUID documentId = DocumentId.parse(id);
        RecordAnswer changed = documents.change(documentId, body.checked(), author);
        tellRooms(documentId);
        return changed;
    }

    /** A parameter that asks for more than the trash must not be overheard. */
    @DeleteMapping(path = "/{id}", params = "!permanent")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void trash(@PathVariable String id, @AuthenticationPrincipal Author author) {
        UUID documentId = DocumentId.parse(id);
        documents.trash(documentId, author);
        tellRooms(documentId);
    }

    @DeleteMapping(path = "/{id}", params = "permanent=true")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void purge(@PathVariable String id, @AuthenticationPrincipal Author author) {
        UUID documentId = DocumentId.parse(id);
        documents.purge(documentId, author);
        CrashPoint.PURGED_BEFORE_ERASURE.reach();
        purges.purged();
        tellRooms(documentId);
    }

    @PostMapping("/{id}/restore")
    RecordAnswer restore(@PathVariable String id, @AuthenticationPrincipal Author author) {
        UUID documentId = DocumentId.parse(id);
        RecordAnswer restored = documents.restore(documentId, author);
        tellRooms(documentId);
        return restored;
    }

    private void tellRooms(UUID id) {
        CrashPoint.RIGHT_REVOKED_BEFORE_NOTICE.reach();
        rooms.forEach(room -> room.changed(id));
    }
}
