package io.cowrite.document;

import io.cowrite.kernel.Delta;
import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import io.cowrite.protocol.Limits;
import io.cowrite.protocol.OperationCut;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The log of a document that was made with content.
 *
 * @param start the hash at version 0
 * @param entries the bytes of each
 * @param hash after the last
 */
record FirstEntries(Hash start, List<byte[]> entries, Hash hash) {

    /**
     * @param clientId made for this call; sequences count from 1
     * @param at milliseconds since 1970
     */
    static FirstEntries of(UUID documentId, NewDocument document, String userId, String clientId, long at) {
        Hash start = HashChain.start(documentId, document.type());
        Hash hash = start;
        List<byte[]> entries = new ArrayList<>();
        OperationCut cut = cut(document.content().toDelta());
        while (!cut.first().isEmpty()) {
            byte[] entry = EntryCodec.encode(new Entry(at, clientId, cut.first(), null, entries.size() + 1, userId));
            entries.add(entry);
            hash = HashChain.next(hash, entry);
            cut = cut(cut.rest());
        }
        return new FirstEntries(start, entries, hash);
    }

    private static OperationCut cut(Delta operation) {
        Limits limits = Limits.DEFAULTS;
        return OperationCut.of(operation, limits.operationBytes(), limits.operationComponents());
    }
}
