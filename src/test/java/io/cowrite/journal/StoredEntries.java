package io.cowrite.journal;

import java.util.List;

/** The entries of a row whatever its form, for who reads the table beside the journal and proves them by their hashes. */
public final class StoredEntries {

    private StoredEntries() {}

    /** The same row as it was appended. */
    public static byte[] plain(byte[] stored) {
        return RowForm.plain(RowForm.entries(stored));
    }

    /** As compaction stores them. */
    public static byte[] packed(List<byte[]> entries) {
        return RowForm.packed(entries);
    }
}
