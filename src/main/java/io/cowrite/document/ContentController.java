package io.cowrite.document;

import io.cowrite.access.Author;
import io.cowrite.protocol.DeltaJson;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The content of a document, at any version that ever was. */
@RestController
@RequestMapping("/api/v1/documents/{id}/content")
class ContentController {

    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int ETAG_HASH_DIGITS = 12;

    private final RecordReader records;
    private final ContentReader reader;

    ContentController(RecordReader records, ContentReader reader) {
        this.records = records;
        this.reader = reader;
    }

    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> plain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long version,
            @AuthenticationPrincipal Author author) {
        ContentReader.Content content = content(id, version, author);
        return ResponseEntity.ok()
                .eTag(etag(content))
                .contentType(PLAIN)
                .body(content.text().toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> json(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long version,
            @AuthenticationPrincipal Author author) {
        ContentReader.Content content = content(id, version, author);
        return ResponseEntity.ok()
                .eTag(etag(content))
                .contentType(MediaType.APPLICATION_JSON)
                .body(DeltaJson.encode(content.text().toDelta()));
    }

    private ContentReader.Content content(String id, @Nullable Long version, Author author) {
        var record = records.find(DocumentId.parse(id))
                .filter(found -> found.rights().roleOf(author.id()).isPresent())
                .orElseThrow(() -> new ProblemException(ProblemCode.NO_SUCH_DOCUMENT));
        if (version == null) {
            return reader.read(record.id(), record.type(), Long.MAX_VALUE);
        }
        if (version < 0) {
            throw new ProblemException(ProblemCode.NO_SUCH_VERSION);
        }
        ContentReader.Content content = reader.read(record.id(), record.type(), version);
        if (content.version() != version) {
            throw new ProblemException(ProblemCode.NO_SUCH_VERSION);
        }
        return content;
    }

    private static String etag(ContentReader.Content content) {
        return "\"" + content.version() + "." + content.hash().hex().substring(0, ETAG_HASH_DIGITS) + "\"";
    }
}
