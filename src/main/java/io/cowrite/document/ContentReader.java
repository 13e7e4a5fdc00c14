package io.cowrite.document;

import io.cowrite.journal.DamagedLogException;
import io.cowrite.journal.Journal;
import io.cowrite.journal.LogBlock;
import io.cowrite.journal.LogRow;
import io.cowrite.journal.Snapshot;
import io.cowrite.kernel.InapplicableException;
import io.cowrite.kernel.Text;
import io.cowrite.protocol.DocumentType;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.MalformedException;
import io.cowrite.room.StoredContent;
import io.cowrite.web.ProblemCode;
import io.cowrite.web.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Reads a document's content at a version by folding its log, from the newest snapshot before it that the log bears out
 * or from the beginning, proving every hash on the way. Asks the store, so it has everything that was acknowledged before;
 * holds one block of the log at a time. Blocks.
 */
@Component
class ContentReader {

    private static final Logger LOG = LoggerFactory.getLogger(ContentReader.class);
    private static final int BLOCK_BYTES = 1 << 20;

    private final Journal journal;

    ContentReader(Journal journal) {
        this.journal = journal;
    }

    /** Content after entry {@code version} and the hash of the log there. */
    record Content(long version, Hash hash, Text text) {}

    /**
     * @param versionMax where to stop; {@link Long#MAX_VALUE}: at the newest
     * @return at {@code versionMax}, or at the log's end if that comes before
     */
    Content read(UUID documentId, DocumentType type, long versionMax) {
        try {
            Content content = snapshot(documentId, versionMax)
                    .orElseGet(() -> new Content(0, HashChain.start(documentId, type), Text.EMPTY));
            boolean reachedHead = false;
            while (!reachedHead && content.version() < versionMax) {
                LogBlock block = block(documentId, content.version(), BLOCK_BYTES);
                content = fold(content, block, versionMax);
                reachedHead = block.reachedHead() || block.rows().isEmpty();
            }
            return content;
        } catch (MalformedException | InapplicableException | DamagedException exception) {
            LOG.error("The log of document {} is damaged: {}", documentId, exception.getMessage());
            throw new ProblemException(ProblemCode.DAMAGED_DOCUMENT);
        }
    }

    /** Content out of a snapshot whose hash the log has. */
    private Optional<Content> snapshot(UUID documentId, long versionMax) {
        for (long version = versionMax; version > 0;) {
            Optional<Snapshot> found = newest(documentId, version);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Snapshot snapshot = found.get();
            try {
                LogBlock before = block(documentId, snapshot.version() - 1, 1);
                if (before.has(snapshot.version(), snapshot.hash())) {
                    Text text = StoredContent.decode(snapshot.content());
                    return Optional.of(new Content(snapshot.version(), snapshot.hash(), text));
                }
                LOG.warn("Document {}: the log does not bear out the snapshot at {}", documentId, snapshot.version());
            } catch (MalformedException | DamagedException exception) {
                LOG.warn("Document {}: the snapshot at {} is of no use: {}", documentId, snapshot.version(),
                        exception.getMessage());
            }
            version = Math.min(version, snapshot.version()) - 1;
        }
        return Optional.empty();
    }

    /** Snapshots that cannot be read are as good as none. */
    private Optional<Snapshot> newest(UUID documentId, long versionMax) {
        try {
            return journal.snapshot(documentId, versionMax).toCompletableFuture().join();
        } catch (CompletionException exception) {
            LOG.warn("Document {}: snapshots cannot be read: {}", documentId, exception.getMessage());
            return Optional.empty();
        }
    }

    private LogBlock block(UUID documentId, long after, int bytesMax) throws DamagedException {
        try {
            return journal.read(documentId, after, bytesMax)
                    .toCompletableFuture()
                    .join()
                    .orElseThrow(() -> new DamagedException("it has no log"));
        } catch (CompletionException exception) {
            if (exception.getCause() instanceof DamagedLogException damaged) {
                throw new DamagedException(String.valueOf(damaged.getMessage()));
            }
            throw new DataAccessResourceFailureException("the log cannot be read", exception.getCause());
        }
    }

    private static Content fold(Content from, LogBlock block, long versionMax)
            throws MalformedException, InapplicableException, DamagedException {
        Content content = from;
        if (block.start().version() == from.version() && !block.start().hash().equals(from.hash())) {
            throw new DamagedException("the hash at version " + from.version() + " is another");
        }
        for (LogRow row : block.rows()) {
            if (content.version() >= versionMax) {
                break;
            }
            if (row.firstVersion() > content.version() + 1) {
                throw new DamagedException("a gap follows version " + content.version());
            }
            content = fold(content, row, versionMax);
        }
        return content;
    }

    private static Content fold(Content from, LogRow row, long versionMax)
            throws MalformedException, InapplicableException, DamagedException {
        Content content = from;
        // Rows may have been cut anew between two reads: what is known already is passed over.
        for (long version = content.version() + 1; version <= Math.min(row.lastVersion(), versionMax); version++) {
            byte[] entry = row.entries().get(Math.toIntExact(version - row.firstVersion()));
            Text text = content.text().apply(EntryCodec.decode(entry).operation());
            content = new Content(version, HashChain.next(content.hash(), entry), text);
        }
        if (content.version() == row.lastVersion() && !content.hash().equals(row.hash())) {
            throw new DamagedException("the hash at version " + row.lastVersion() + " is another");
        }
        return content;
    }

    private static final class DamagedException extends Exception {

        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }
}
