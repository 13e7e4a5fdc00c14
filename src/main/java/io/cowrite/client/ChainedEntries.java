package io.cowrite.client;

import io.cowrite.protocol.Entry;
import io.cowrite.protocol.EntryCodec;
import io.cowrite.protocol.Hash;
import io.cowrite.protocol.HashChain;
import java.util.ArrayList;
import java.util.List;

/** The log's hash after each of some entries, computed from their canonical bytes. */
record ChainedEntries(List<Hash> hashes) {

    static ChainedEntries after(Hash start, List<Entry> entries) {
        List<Hash> hashes = new ArrayList<>(entries.size());
        Hash hash = start;
        for (Entry entry : entries) {
            hash = HashChain.next(hash, EntryCodec.encode(entry));
            hashes.add(hash);
        }
        return new ChainedEntries(hashes);
    }

    Hash end() {
        return hashes.getLast();
    }
}
